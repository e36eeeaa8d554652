export { BULK_EDIT, SIDE_RAIL } from './keys'
