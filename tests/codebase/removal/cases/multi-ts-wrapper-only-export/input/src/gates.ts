import posthog from 'posthog-js'

export const canBulkEdit = () => posthog.isFeatureEnabled('bulk-edit')
