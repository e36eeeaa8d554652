import posthog from 'posthog-js'

export const gates = {
  // the new table
  bulkEdit: () => posthog.isFeatureEnabled('bulk-edit'),
  sideRail: () => posthog.isFeatureEnabled('side-rail'),
}
