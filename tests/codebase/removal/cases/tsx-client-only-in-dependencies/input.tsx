import { useCallback } from 'react'
import { usePostHog } from 'posthog-js/react'

export function useNav(nav: Nav) {
  const posthog = usePostHog()
  const open = useCallback(() => {
    if (posthog?.isFeatureEnabled('new-nav')) {
      nav.grow()
    }
    nav.open()
  }, [nav, posthog])
  return open
}
