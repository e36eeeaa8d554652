export function open(posthog, nav) {
  (nav.size || posthog.isFeatureEnabled('new-nav')) && nav.open()
  nav.ready || posthog.isFeatureEnabled('new-nav') || nav.wait()
}
