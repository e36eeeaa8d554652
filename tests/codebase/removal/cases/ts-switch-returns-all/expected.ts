export function price(posthog: PostHog): number {
  // as before
  return 10
}
