export function open(posthog, nav) {
  if (nav.size) {
    nav.open()
  }
  // small screens
  else {
    // only the new one
    if (posthog.isFeatureEnabled('new-nav')) nav.fold()
  }
  if (nav.closed) nav.wait()
  else if (nav.ready) {
    nav.show()
  } else {
    if (posthog.isFeatureEnabled('new-nav')) {
      nav.fold()
    }
  }
  return nav
}
