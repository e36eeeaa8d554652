export function price(posthog: PostHog, cart: Cart) {
  switch (posthog.getFeatureFlag('pricing')) {
    case 'test':
      cart.discount()
    case 'control':
      cart.fee()
      break
  }
}
