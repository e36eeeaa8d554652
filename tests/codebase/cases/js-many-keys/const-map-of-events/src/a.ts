import posthog from 'posthog-js'
export const EVENTS = { CART: { OPEN: 'mc_open', ADD: 'mc_add' }, AUTH: ['mc_in', 'mc_out'] } as const
type Cart = (typeof EVENTS)['CART'][keyof (typeof EVENTS)['CART']]
export function cart(e: Cart) { posthog.capture(e) }
cart(EVENTS.CART.OPEN)
cart('mc_add')
for (const e of Object.values(EVENTS.CART)) cart(e)
EVENTS.AUTH.forEach((e) => cart(e as any))
Object.entries(EVENTS.CART).map(([k, v]) => cart(v))
