export function size(posthog: PostHog, nav: Nav) {
  const size = nav.wide
    ? 240
    : 120
  return size
}
