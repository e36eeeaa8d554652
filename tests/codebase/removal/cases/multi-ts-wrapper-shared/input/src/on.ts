import posthog from 'posthog-js'

export function isOn(key: string): boolean {
  return !!posthog.isFeatureEnabled(key)
}
