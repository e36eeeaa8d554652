import posthog from 'posthog-js'

export function search(query) {
  posthog.capture('search cleared')
}
