import posthog from 'posthog-js'

export const variantOf = (key: string) => posthog.getFeatureFlag(key) as string | undefined
