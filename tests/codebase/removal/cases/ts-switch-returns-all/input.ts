export function price(posthog: PostHog): number {
  switch (posthog.getFeatureFlag('pricing')) {
    case 'control': {
      // as before
      return 10
    }
    case 'test':
      return 12
  }
  throw new Error('unknown variant')
}
