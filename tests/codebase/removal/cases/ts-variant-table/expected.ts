export function hero(posthog: PostHog): string {
  return 'Get started'
}
