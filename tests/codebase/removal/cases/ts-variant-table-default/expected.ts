export function columns(posthog: PostHog): number {
  const count = 2
  return count
}
