export function price(posthog: PostHog, cart: Cart) {
  switch (posthog.getFeatureFlag('pricing')) {
    case cart.arm:
      cart.discount()
      break
    case 'test':
      cart.fee()
      break
  }
}
