export function open(posthog, nav) {
  if (nav.size) {
    nav.open()
  }
  if (nav.closed) nav.wait()
  else if (nav.ready) {
    nav.show()
  }
  return nav
}
