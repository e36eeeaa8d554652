def view(cart, user)
  on = $posthog.is_feature_enabled('new-checkout', user.id)
  on ||= cart.forced?
  banner if on
  render cart
end
