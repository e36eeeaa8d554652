export function open(posthog: PostHog, nav: Nav) {
  if (
    nav.size &&
    !nav.closed
  ) {
    nav.open()
  }
  return nav.size > 1
}
