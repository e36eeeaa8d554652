import posthog from 'posthog-js'

export async function track(user: string, event: string) {
  posthog.capture(event, { user })
}
