import posthog from 'posthog-js'
import { draw } from './draw'

export function open(cart) {
  draw(cart)

  // How often do people look?
  // Asked for by growth.
  posthog.capture('cart opened', { size: cart.lines.length }) // once per page

  // Focus comes last.
  cart.focus()
}
