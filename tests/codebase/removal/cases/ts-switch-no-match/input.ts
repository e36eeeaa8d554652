export function price(posthog: PostHog, cart: Cart) {
  cart.begin()
  // only the two arms of the experiment
  switch (posthog.getFeatureFlag('pricing')) {
    case 'test':
      cart.discount()
      break
    case 'control':
      cart.fee()
      break
  }

  return cart.end()
}
