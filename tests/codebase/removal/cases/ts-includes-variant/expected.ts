export function size(posthog: PostHog, nav: Nav): number {
  nav.open()
  return nav.size
}
