import posthog from 'posthog-js'

export function issue(store) {
  posthog.capture('token issued', { id: store.create() })
}
