import posthog from 'posthog-js'
const EVENTS = { open: 'p_open', close: 'p_close' } as const
function a(p: { event: string; props?: object }) { posthog.capture(p.event, p.props) }
function b({ event }: { event: string }) { posthog.capture(event) }
function c({ name: n = 'p_c_default' }: { name?: string }) { posthog.capture(n) }
function d(payload: any) { posthog.capture(payload['event']) }
function e(msg: any) { posthog.capture(msg) }
function f(area: string, verb: string) { posthog.capture(`app_${area}_${verb}`) }
function g(which: keyof typeof EVENTS) { posthog.capture(EVENTS[which]) }
function h(opts: { deep: { name: string } }) { posthog.capture(opts.deep.name) }
function i({ deep: { name } }: { deep: { name: string } }) { posthog.capture(name) }
function j(e: string) { const x = e; const y = `pre_${x}`; posthog.capture(y) }
function k(e: string) { posthog.capture(e ?? 'p_k_default') }
function l([first]: string[]) { posthog.capture(first) }
function m(e: string) { if (e === 'p_never') return; posthog.capture('m_' + e) }
a({ event: 'p_a' })
const pa = { event: 'p_a2' }
a(pa)
a({ ...pa })
b({ event: 'p_b' })
const event = 'p_b2'
b({ event })
c({ name: 'p_c' })
c({})
d({ event: 'p_d' })
e('p_e')
f('cart', 'opened')
f('cart', x)
g('open')
g(z as any)
h({ deep: { name: 'p_h' } })
i({ deep: { name: 'p_i' } })
j('jj')
k('p_k')
l(['p_l'])
m('mm')
