import posthog from 'posthog-js'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) return editAll(rows)
  return editOne(rows[0])
}
