import posthog from 'posthog-js'

export function isOn(key: string) {
  asked.push(key)
  return posthog.isFeatureEnabled(key)
}
