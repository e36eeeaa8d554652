export function open(posthog, nav) {
  nav.close()
  ;[nav.left, nav.right].forEach((side) => side.open())
}
