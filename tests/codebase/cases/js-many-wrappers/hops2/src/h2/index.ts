export * from './h3'
