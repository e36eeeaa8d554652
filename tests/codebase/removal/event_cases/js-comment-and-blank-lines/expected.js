import { draw } from './draw'

export function open(cart) {
  draw(cart)

  // Focus comes last.
  cart.focus()
}
