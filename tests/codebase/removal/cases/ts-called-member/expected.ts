export function open(posthog: PostHog, nav: Nav) {
  return (posthog.isFeatureEnabled('new-nav') ? nav.open : nav.fold)(nav.size)
}
