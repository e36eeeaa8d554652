import { useCallback } from 'react'
import { usePostHog } from 'posthog-js/react'

export function useTracking() {
  const posthog = usePostHog()
  const track = useCallback((name: string) => {
    posthog.capture(name)
  }, [posthog])
  return { track }
}
