def shown(cart, user)
  shown = cart.total == 0 && $posthog.is_feature_enabled('new-checkout', user.id)
  hidden = !cart.open? || !$posthog.is_feature_enabled('new-checkout', user.id)
  render shown, hidden
end
