import posthog from 'posthog-js'

export const label = () => (posthog.isFeatureEnabled('bulk-edit') ? 'all' : 'one')
