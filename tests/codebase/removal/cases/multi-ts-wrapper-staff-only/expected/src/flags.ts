import posthog from 'posthog-js'

export function isOn(key: string, user: User) {
  if (!user.staff) return false
  return posthog.isFeatureEnabled(key)
}
