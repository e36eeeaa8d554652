export function open(posthog, nav) {
  nav.close()
  posthog.isFeatureEnabled('new-nav') && [nav.left, nav.right].forEach((side) => side.open())
}
