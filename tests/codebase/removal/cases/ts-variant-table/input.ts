export function hero(posthog: PostHog): string {
  return { control: 'Welcome', test: 'Get started', 'test-b': 'Hello' }[posthog.getFeatureFlag('hero') as string]
}
