import { useCallback, useMemo } from 'react'
import { usePostHog } from 'posthog-js/react'
export function useTrack() {
  const posthog = usePostHog()
  return useCallback((event: string, props?: object) => { posthog?.capture(event, props) }, [posthog])
}
export const useApi = () => {
  const posthog = usePostHog()
  const send = (e: string) => posthog.capture(e)
  const trackEvent = useCallback((e: string) => posthog.capture(e), [])
  return useMemo(() => ({ send, trackEvent, flags: { isOn: (k: string) => posthog.isFeatureEnabled(k) } }), [])
}
export default function () { const { capture } = usePostHog(); return capture }
