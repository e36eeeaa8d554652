import posthog from 'posthog-js'

export function tellBadge(badge: Badge) {
  posthog.capture('badge earned', { badge: badge.name })
}
