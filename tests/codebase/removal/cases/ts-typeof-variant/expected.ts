export function shown(posthog: PostHog): string {
  const variant = posthog.getFeatureFlag('hero')
  return typeof variant === 'string' ? 'variant' : 'none'
}
