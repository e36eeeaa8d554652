import { usePostHog } from 'posthog-js/react'

export function useFlag(key: string) {
  // the client of the nearest provider
  const posthog = usePostHog()
  const on = posthog.isFeatureEnabled(key)
  return on
}
