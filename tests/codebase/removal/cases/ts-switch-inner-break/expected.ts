export function price(posthog: PostHog, cart: Cart) {
  switch (posthog.getFeatureFlag('pricing')) {
    case 'test':
      if (cart.empty) break
      cart.discount()
      break
    default:
      cart.fee()
  }
  cart.close()
}
