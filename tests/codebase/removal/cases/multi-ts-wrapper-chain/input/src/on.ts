import posthog from 'posthog-js'

export const isOn = (key: string) => posthog.isFeatureEnabled(key)
