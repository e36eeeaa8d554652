export function price(posthog: PostHog, cart: Cart) {
  cart.begin()

  return cart.end()
}
