export { send as track } from './h2'
