import p from 'posthog-js'
export type T = string
export default function (e: string) { p.capture(e) }
export const t1 = (e: string) => { p.capture(e) }
function inner(e: string) { p.capture(e) }
export { inner as t3, inner as 'string name' }
export class Cls { static t(e: string) { p.capture(e) } }
const obj = { t: inner }
export { obj }
