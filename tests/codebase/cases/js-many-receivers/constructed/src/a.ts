import { PostHog } from 'posthog-node'
import RN from 'posthog-react-native'
import * as node from 'posthog-node'
import Lite from 'posthog-js-lite'
class A {
  private tracker = new PostHog('t')
  #hidden = new PostHog('t')
  static shared = new PostHog('t')
  other: PostHog | null = null
  constructor(private readonly injected: PostHog, plain: PostHog) {
    this.later = new RN('t')
    plain.capture({ event: 'c0', distinctId: '1' })
  }
  go() {
    this.tracker.capture({ distinctId: 'x', event: 'c1' })
    this.#hidden.capture({ distinctId: 'x', event: 'c2' })
    A.shared.capture({ distinctId: 'x', event: 'c3' })
    this.other?.capture({ distinctId: 'x', event: 'c4' })
    this.injected.captureImmediate({ distinctId: 'x', event: 'c5' })
    this.later.capture('c6')
  }
}
const a = process.env.K ? new PostHog('t') : null
a?.capture({ event: 'c7', distinctId: '1' })
let b
b = new node.PostHog('t')
b.capture({ event: 'c8', distinctId: '1' })
let c: PostHog | undefined
function get() { c ||= new PostHog('t'); return c }
get().capture({ event: 'c9', distinctId: '1' })
let d = null
const get2 = () => (d ??= new PostHog('t'))
get2()!.capture({ event: 'c10', distinctId: '1' })
const e = a ?? new PostHog('t')
e.capture({ event: 'c11', distinctId: '1' })
function f(client: InstanceType<typeof PostHog>) { client.capture({ event: 'c12', distinctId: '1' }) }
const lite = new Lite('t')
lite.capture('c13')
const opt = { client: new PostHog('t'), nested: { ph: a } }
opt.client.capture({ event: 'c14', distinctId: '1' })
const { client: dest } = opt
dest.capture({ event: 'c15', distinctId: '1' })
globalThis.hog = new PostHog('t')
if (!globalThis.analyticsClient) { globalThis.analyticsClient = new PostHog('t') }
function getOnce(): PostHog { if (!b) { b = new PostHog('t') } return b }
getOnce().capture({ event: 'c16', distinctId: '1' })
