def view(cart, user)
  legacy(cart) if cart.touch! && !$posthog.is_feature_enabled('new-checkout', user.id)
  render cart
end
