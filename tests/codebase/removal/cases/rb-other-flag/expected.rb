def view(cart, user)
  modern
  small if $posthog.is_feature_enabled('new-checkout-mobile', user.id)
  render cart
end
