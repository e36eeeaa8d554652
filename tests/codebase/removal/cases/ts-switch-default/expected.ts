export function price(posthog: PostHog, cart: Cart) {
  let sum = cart.sum
  // everybody else
  sum += cart.fee
  return sum
}
