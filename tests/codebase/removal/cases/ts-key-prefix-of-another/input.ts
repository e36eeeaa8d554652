export function width(posthog: PostHog): number {
  if (posthog.isFeatureEnabled('nav-mobile')) return 320
  if (posthog.isFeatureEnabled('nav')) return 960
  return 1024
}
