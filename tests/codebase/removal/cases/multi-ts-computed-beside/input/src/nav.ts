import posthog from 'posthog-js'

export const links = () => (posthog.isFeatureEnabled('new-nav') ? newLinks : oldLinks)
