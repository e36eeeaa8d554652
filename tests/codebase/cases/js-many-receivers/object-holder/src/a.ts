import posthog from 'posthog-js'
const services = { analytics: posthog, log: console }
services.analytics.capture('moh_1')
const { analytics: a } = services
a.capture('moh_2')
export const ctx = { ...services }
ctx.analytics.capture('moh_3')
function use({ analytics }: typeof services) { analytics.capture('moh_4') }
class Store { analytics = posthog; static s = new Store() }
Store.s.analytics.capture('moh_5')
const arr = [posthog, console] as const
arr[0].capture('moh_6')
const m = new Map([['ph', posthog]])
m.get('ph')!.capture('moh_7')
