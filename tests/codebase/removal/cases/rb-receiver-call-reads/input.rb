def view(cart, user)
  legacy(cart) if user.admin? && !$posthog.is_feature_enabled('new-checkout', user.id)
  render cart
end
