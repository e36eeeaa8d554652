export function price(posthog: PostHog, cart: Cart) {
  let sum = cart.sum
  switch (posthog.getFeatureFlag('pricing')) {
    case 'test':
      sum -= cart.discount
      break
    // everybody else
    default:
      sum += cart.fee
      break
  }
  return sum
}
