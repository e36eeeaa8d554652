import posthog from 'posthog-js'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) editAll(rows)
}
