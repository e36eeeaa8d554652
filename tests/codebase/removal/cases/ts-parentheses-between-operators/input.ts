export function open(posthog: PostHog, nav: Nav) {
  if (nav.size === 1 || (posthog.isFeatureEnabled('new-nav') && nav.size > 3)) nav.open()
  if (nav.ready && (posthog.isFeatureEnabled('new-nav') && !nav.closed)) nav.show()
  if (nav.ready || (posthog.isFeatureEnabled('new-nav') && nav.size && nav.wide)) nav.fold()
  return (posthog.isFeatureEnabled('new-nav') && nav.size === 2) === nav.wide
}
