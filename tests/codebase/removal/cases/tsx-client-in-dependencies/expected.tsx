import { useEffect } from 'react'
import { usePostHog } from 'posthog-js/react'

export function useNav(nav: Nav) {
  const posthog = usePostHog()

  useEffect(() => {
    nav.open()
  }, [nav])

  useEffect(() => {
    posthog.capture('nav', { wide: nav.wide })
  }, [posthog, nav])

  useEffect(() => {
    nav.load()
  }, [nav, posthog])
}
