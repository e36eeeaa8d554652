export function hero(posthog: PostHog): string {
  switch (true) {
    case posthog.getFeatureFlag('hero') === 'test':
      return 'b'
    default:
      return 'a'
  }
}
