import posthog from 'posthog-js'

export const gates = {
  sideRail: () => posthog.isFeatureEnabled('side-rail'),
}
