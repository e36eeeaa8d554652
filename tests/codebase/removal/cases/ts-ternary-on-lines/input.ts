export function size(posthog: PostHog, nav: Nav) {
  const size = posthog.isFeatureEnabled('new-nav')
    ? 320
    : nav.wide
      ? 240
      : 120
  return size
}
