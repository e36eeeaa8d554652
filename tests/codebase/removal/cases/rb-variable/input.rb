def view(cart, user)
  # is the new one on?
  on = $posthog.is_feature_enabled('new-checkout', user.id)
  banner if on
  total = on ? new_total(cart) : old_total(cart)
  cart.lines.each { |line| line.modern = true unless !on }
  render total
end
