export * as lib from './m'
