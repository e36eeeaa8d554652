export function open(posthog, nav) {
  nav.close()
  if (posthog.isFeatureEnabled('new-nav')) nav.mark()
  ;[nav.left, nav.right].forEach((side) => side.open())
}
