export * as ns from '../keys'
import * as n from '../keys'
export { n as K2 }
export { default as dflt, C as renamed } from '../keys'
export * from './star'
