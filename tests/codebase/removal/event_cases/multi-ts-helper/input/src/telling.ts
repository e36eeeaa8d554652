import posthog from 'posthog-js'

export const BADGE_EARNED = 'badge earned'

/** Tell that a badge was earned. */
export function tellBadge(badge: Badge) {
  posthog.capture(BADGE_EARNED, { badge: badge.name })
}

export function tellLevel(level: number) {
  posthog.capture('level reached', { level })
}
