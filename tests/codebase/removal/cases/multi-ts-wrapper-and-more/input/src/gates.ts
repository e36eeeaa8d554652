import posthog from 'posthog-js'

export function canBulkEdit(user: User) {
  return posthog.isFeatureEnabled('bulk-edit') && user.staff
}
