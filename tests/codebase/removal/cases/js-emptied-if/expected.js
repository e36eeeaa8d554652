export function open(posthog, nav) {
  if (nav.size) {
  } else {
    nav.open()
  }
}
