export const A = 'm_a'
const b = 'm_b'
export { b as B }
export const C = 'm_c', Z = 1
const def = 'm_default'
export default def
