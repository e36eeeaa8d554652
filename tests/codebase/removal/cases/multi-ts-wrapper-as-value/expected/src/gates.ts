import posthog from 'posthog-js'

export function canBulkEdit() {
  return posthog.isFeatureEnabled('bulk-edit')
}
