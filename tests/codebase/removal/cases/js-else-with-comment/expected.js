export function open(posthog, nav) {
  if (nav.size) {
    nav.open()
  } else {
    // too small to open
  }
}
