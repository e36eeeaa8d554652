import posthog from './analytics'

export function total(cart: Cart) {
  if (posthog?.isFeatureEnabled('checkout-v3') ?? false) {
    return cart.net
  }
  return cart.gross
}

export function label(cart: Cart) {
  return Boolean(posthog?.isFeatureEnabled('checkout-v3')) ? cart.short : cart.long
}
