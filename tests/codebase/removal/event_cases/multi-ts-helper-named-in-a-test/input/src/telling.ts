import posthog from 'posthog-js'

export function tellBadge() {
  posthog.capture('badge earned')
}
