export function open(posthog, nav) {
  switch (posthog.isFeatureEnabled('new-nav')) {
    case true:
      nav.wide()
      break
    default:
      if (posthog.isFeatureEnabled('new-nav')) nav.mark()
  }
  (posthog.isFeatureEnabled('new-nav') || !nav.closed) && nav.open()
}
