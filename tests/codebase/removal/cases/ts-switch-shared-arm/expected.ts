export function price(posthog: PostHog, cart: Cart) {
  cart.discount()
}
