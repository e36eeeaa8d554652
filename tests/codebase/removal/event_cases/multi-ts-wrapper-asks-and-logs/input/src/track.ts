import { PostHog } from 'posthog-node'

function client() {
  return new PostHog('phc_x', { flushAt: 1 })
}

function isOn() {
  return process.env.MODE === 'production'
}

export async function track({ event, user }: { event: string; user: string }) {
  if (!isOn()) {
    console.debug('not told', event)
    return
  }
  const posthog = client()
  posthog.capture({ event, distinctId: user })
  await posthog.shutdown()
}
