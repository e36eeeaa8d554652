import posthog from 'posthog-js'

export const store = create({ bulk: posthog.isFeatureEnabled('bulk-edit') })
