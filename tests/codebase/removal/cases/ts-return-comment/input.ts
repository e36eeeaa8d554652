export function size(posthog: PostHog, nav: Nav) {
  return (
    // measured in Chrome
    posthog.isFeatureEnabled('new-nav') ? nav.size : 120
  )
}
