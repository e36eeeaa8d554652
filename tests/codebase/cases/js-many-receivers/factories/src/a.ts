import { PostHog } from 'posthog-node'
import { getClient, service, lazy, makeDeps } from './client'
getClient().capture({ event: 'fa1', distinctId: '1' })
service.client.capture({ event: 'fa2', distinctId: '1' })
service.get().capture({ event: 'fa3', distinctId: '1' })
const { posthog } = makeDeps()
posthog.capture({ event: 'fa4', distinctId: '1' })
async function go() {
  const c = await lazy()
  c.capture({ event: 'fa5', distinctId: '1' })
  ;(await lazy()).capture({ event: 'fa6', distinctId: '1' })
  const { analytics } = await makeAsync()
  analytics.capture({ event: 'fa7', distinctId: '1' })
  lazy().then((p) => p.capture({ event: 'fa8', distinctId: '1' }))
}
async function makeAsync() { const analytics = new PostHog('t'); return { analytics } }
