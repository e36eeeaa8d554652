export function price(posthog: PostHog, cart: Cart) {
  switch (posthog.getFeatureFlag('pricing')) {
    case 'test':
    case 'test-b':
      cart.discount()
      break
    default:
      cart.fee()
  }
}
