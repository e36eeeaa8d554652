export function open(posthog, nav) {
  if (nav.size) {
    if (posthog.isFeatureEnabled('new-nav')) nav.fold()
  } else {
    nav.open()
  }
}
