import posthog from 'posthog-js'

const canBulkEdit = posthog.isFeatureEnabled('bulk-edit')

export { canBulkEdit }
