export const starred = 'm_star'
export * from './index'
