export function open(posthog, nav) {
  nav.count = nav.size
  if (posthog.isFeatureEnabled('new-nav')) { nav.mark() }
  -nav.close()
}
