import posthog from 'posthog-js'
const EV = { a: { name: 'lk_a' }, b: { name: 'lk_b' } }
const MAP: Record<string, string> = { x: 'lk_x', y: 'lk_y' }
function t(k: keyof typeof EV) { posthog.capture(EV[k].name) }
function u(k: string) { const n = MAP[k]; if (n) posthog.capture(n) }
function v(k: string) { switch (k) { case 'x': posthog.capture('lk_s1'); break; default: posthog.capture(MAP.y) } }
function w(k: string) { posthog.capture(MAP[k] ?? k) }
t('a')
u('y')
v('x')
w('x')
w('unknown_k')
