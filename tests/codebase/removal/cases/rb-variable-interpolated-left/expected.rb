def view(cart, user)
  on = $posthog.is_feature_enabled('new-checkout', user.id)
  logger.info("new checkout: #{on}")
  banner if on
  render cart
end
