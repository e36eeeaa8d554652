import posthog from 'posthog-js'
class Scoped {
  constructor(private prefix: string) {}
  track(e: string) { posthog.capture(`${this.prefix}_${e}`) }
}
const cart = new Scoped('cart')
cart.track('open')
export const make = (area: string) => ({ track: (verb: string) => posthog.capture(`${area}:${verb}`) })
const a = make('area')
a.track('go')
