def view(cart, user)
  prepare(cart)
  on = $posthog.is_feature_enabled('new-checkout', user.id)
  banner if on
  render cart
rescue KeyError
  fallback if on
end
