import { usePosthog } from './usePosthog'
export function useAnalytics() {
  const { posthog } = usePosthog()
  function track(e: string) { posthog.capture(e) }
  return { track, isOn: (k: string) => posthog.isFeatureEnabled(k) }
}
