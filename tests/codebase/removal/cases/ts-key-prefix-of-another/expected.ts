export function width(posthog: PostHog): number {
  if (posthog.isFeatureEnabled('nav-mobile')) return 320
  return 960
}
