export function tag(posthog: PostHog): string {
  const variant = posthog.getFeatureFlag('hero')
  if (variant === 'test') log('in test')
  return `hero-${variant}`
}
