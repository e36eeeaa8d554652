import { Logger } from './logger'
import { Queue } from 'bull'
const posthog = new Logger()
posthog.capture('z1')
class PostHogQueue { capture(x) {} }
const posthogQueue = new PostHogQueue()
posthogQueue.capture('z2')
const ph = { capture(e) { console.log(e) } }
ph.capture('z3')
function f(posthog: Logger) { posthog.capture('z4') }
const posthogMock = { capture: jest.fn(), isFeatureEnabled: vi.fn() }
posthogMock.capture('z5')
const posthogEvents = ['a', 'b']
posthogEvents.capture('z6')
const posthogB = new Queue('posthog')
posthogB.capture('z7')
import { posthog as fake } from './fake'
fake.capture('z8')
const posthogUrl = 'https://x'
posthogUrl.capture('z9')
