import posthog from 'posthog-js'

export function isOn(key: string) {
  if (typeof window === 'undefined') return false
  return posthog.isFeatureEnabled(key)
}
