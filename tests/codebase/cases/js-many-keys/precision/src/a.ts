import posthog from 'posthog-js'
import { KEY } from './k'
const EV = { a: 'mpr_a' }
const EV2 = { ...EV, a: compute() }
posthog.capture(EV2.a)
function f1(KEY: string) { posthog.capture(KEY) }
let k = 'mpr_k'
while (more()) { k = next() }
posthog.capture(k)
const T = { [compute()]: 'mpr_t' }
posthog.capture(T[other()])
const { name = 'mpr_n' } = props()
posthog.capture(name)
const CFG = { event: 'mpr_cfg' }
CFG.event = compute()
posthog.capture(CFG.event)
posthog.capture(`${KEY}_${compute()}`)
posthog.capture('mpr_' + 1)
posthog.capture(['a', compute()].join('_'))
posthog.capture(EV.a.toUpperCase())
posthog.capture(EV.a.slice(1))
posthog.capture(typeof x === 'string' ? x : 'mpr_ts')
function f2({ event = KEY }: any) { posthog.capture(event) }
const fn = (e: string) => e
posthog.capture(fn('mpr_fn'))
const up = (e: string) => `up_${e}`
posthog.capture(up('x'))
const un = (e: string) => other(e)
posthog.capture(un('x'))
try { posthog.capture('mpr_try') } catch (e) { posthog.capture(e.message) } finally { posthog.capture('mpr_fin') }
label: for (;;) { posthog.capture('mpr_lab'); break label }
export const key = cond ? undefined : 'mpr_u'
posthog.capture(key!)
posthog.capture(EV['a' as keyof typeof EV])
posthog.capture((EV as Record<string, string>).a)
