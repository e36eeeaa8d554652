export function open(posthog, nav) {
  nav.size && nav.open()
  nav.ready || nav.wait()
}
