import posthog from 'posthog-js'
import { PostHog } from 'posthog-node'
const c = typeof window === 'undefined' ? new PostHog('t') : posthog
c.capture('mtc_1')
const d = cond && posthog
d && d.capture('mtc_2')
const e = posthog as unknown as { capture(e: string): void }
e.capture('mtc_3')
const f: any = posthog
f.capture('mtc_4')
let g; if (cond) { g = posthog } else { g = null }
g?.capture('mtc_5')
