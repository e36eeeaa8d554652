export function size(posthog: PostHog, nav: Nav) {
  return (
    // measured in Chrome
    nav.size
  )
}
