import posthog from 'posthog-js'
import { PostHog } from 'posthog-node'
const ph = new PostHog('t')
const before = { event: 'mfl_1', distinctId: '1' }
ph.capture(before)
before.event = compute()
ph.capture(before)
const late: any = { distinctId: '1' }
late.event = 'mfl_2'
late.properties = { a: 1 }
ph.capture(late)
const maybe = { event: 'mfl_3', distinctId: '1' }
if (x) maybe.event = 'mfl_4'
ph.capture(maybe)
const api = { track: (e: string) => posthog.capture(e) }
api.track('mfl_5')
