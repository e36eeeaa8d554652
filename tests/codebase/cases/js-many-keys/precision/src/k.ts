export const KEY = 'mpr_key'
