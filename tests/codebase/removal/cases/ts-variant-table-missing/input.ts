export function hero(posthog: PostHog): string {
  return { control: 'a', test: 'b' }[posthog.getFeatureFlag('hero') as string]
}
