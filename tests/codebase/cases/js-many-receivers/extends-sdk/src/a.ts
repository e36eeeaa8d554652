import { PostHog } from 'posthog-node'
class MyHog extends PostHog {
  trackUser(id: string, event: string) { return this.capture({ distinctId: id, event }) }
}
const m = new MyHog('t')
m.capture({ distinctId: '1', event: 'mes_1' })
m.trackUser('1', 'mes_2')
