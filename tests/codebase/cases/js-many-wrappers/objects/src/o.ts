import posthog from 'posthog-js'
export const api = {
  track(e: string) { posthog.capture(e) },
  arrow: (e: string) => posthog.capture(e),
  nested: { deep: { send: function (e: string) { posthog.capture(e) } } },
}
export const frozen = Object.freeze({ go: (e: string) => posthog.capture(e) })
export class Base {
  inherited(e: string) { posthog.capture(e) }
  over(e: string) { posthog.capture(e) }
}
export class Svc extends Base {
  client = posthog
  constructor() { super(); this.assigned = (e: string) => this.client.capture(e) }
  assigned: (e: string) => void
  m(e: string) { this.client.capture(e) }
  static stat(e: string) { posthog.capture(e) }
  field = (e: string) => { this.client.capture(e) }
  #priv(e: string) { posthog.capture(e) }
  private priv2(e: string) { this.#priv(e) }
  pub(e: string) { this.priv2(e) }
  override over(e: string) { super.over(`over_${e}`) }
  chain() { return this }
  viaThis(e: string) { const self = this; setTimeout(() => { self.m(e) }) }
  get getter() { return (e: string) => this.client.capture(e) }
  static Inner = class { static go(e: string) { posthog.capture(e) } }
}
export const svc = new Svc()
export function make() { const send = (e: string) => posthog.capture(e); return { hit: send, other: 1 } }
export function plain(e: string) { posthog.capture(e) }
export default (e: string) => posthog.capture(e)
