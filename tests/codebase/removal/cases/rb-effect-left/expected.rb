def view(cart, user)
  legacy(cart) if log_exposure(user) && !$posthog.is_feature_enabled('new-checkout', user.id)
  render cart
end
