export function open(posthog: PostHog, nav: Nav) {
  if (
    nav.size &&
    posthog.isFeatureEnabled('new-nav') &&
    !nav.closed
  ) {
    nav.open()
  }
  return (
    nav.size > 1 &&
    posthog.isFeatureEnabled('new-nav')
  )
}
