export function open(posthog, nav) {
  !nav.closed && nav.open()
}
