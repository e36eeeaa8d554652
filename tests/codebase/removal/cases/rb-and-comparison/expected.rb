def shown(cart, user)
  shown = cart.total == 0
  hidden = !cart.open?
  render shown, hidden
end
