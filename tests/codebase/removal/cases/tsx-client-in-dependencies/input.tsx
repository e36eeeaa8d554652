import { useEffect } from 'react'
import { usePostHog } from 'posthog-js/react'

export function useNav(nav: Nav) {
  const posthog = usePostHog()

  useEffect(() => {
    if (posthog.isFeatureEnabled('new-nav')) nav.open()
  }, [posthog, nav])

  useEffect(() => {
    posthog.capture('nav', { wide: posthog.isFeatureEnabled('new-nav') ? nav.wide : null })
  }, [posthog, nav])

  useEffect(() => {
    nav.load()
  }, [nav, posthog])
}
