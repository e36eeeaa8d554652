import posthog from 'posthog-js'

export const isNew = (name: string) => posthog.isFeatureEnabled(`new-${name}`)
