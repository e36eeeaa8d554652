import posthog from 'posthog-js'
import { debounce, throttle, once, memoize } from 'lodash'
import { useCallback, useMemo } from 'react'
function f1(e: string) { posthog.capture(e) }
const f2 = (e: string) => { posthog.capture(e) }
const f3 = (e: string) => posthog.capture(e)
const f4 = function (e: string) { posthog.capture(e) }
const f5 = async (e: string, p = {}) => { await post(); posthog.capture(e, p) }
function f6<T extends string>(e: T) { posthog.capture(e) }
function f7(e: 'a' | 'b'): void
function f7(e: string): void
function f7(e: string) { posthog.capture(e) }
const f8 = (area: string) => (verb: string) => posthog.capture(`${area}_${verb}`)
function f9(e = 'w9_default') { posthog.capture(e) }
function f10(...args: [string, object?]) { posthog.capture(...args) }
function f11(p: object, e: string) { posthog.capture(e, p) }
const f12 = debounce((e: string) => posthog.capture(e), 300)
const f13 = throttle(f3, 100)
const f14 = once(function (e: string) { posthog.capture(e) })
const f15 = memoize((k: string) => posthog.isFeatureEnabled(k))
function Comp() {
  const t = useCallback((e: string) => posthog.capture(e), [])
  const u = useMemo(() => (e: string) => posthog.capture(e), [])
  const d = useMemo(() => debounce((e: string) => posthog.capture(e), 10), [])
  t('w_cb')
  u('w_memo')
  d('w_memo_deb')
}
function* f16(e: string) { posthog.capture(e) }
const f17 = async function named(e: string) { posthog.capture(e) }
function f18(e: string, opts?: { a: 1 }) { if (!opts) return; try { posthog.capture(e) } catch {} }
const f19 = (...args) => f3(...args)
function f20() { return f3.apply(this, arguments) }
const f21 = f3.bind(null)
const f22 = f3
f1('w1')
f2('w2')
f3('w3')
f4('w4')
f5('w5')
f6('w6')
f6<'x'>('w6b')
f7('w7')
f8('cart')('open')
f9()
f9('w9')
f10('w10', {})
f11({}, 'w11')
f12('w12')
f13('w13')
f14('w14')
f15('w15')
f16('w16')
f17('w17')
f18('w18')
f19('w19', {})
f21('w21')
f22('w22')
f3?.('w23')
f3.call(null, 'w24')
f3.apply(null, ['w25'])
f12.cancel()
const cart = f8('cart2')
cart('close')
