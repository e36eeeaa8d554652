export function total(cart: Cart) {
  return cart.net
}

export function label(cart: Cart) {
  return cart.short
}
