def shown(cart, user)
  shown = cart.open? && $posthog.is_feature_enabled('new-checkout', user.id)
  render shown
end
