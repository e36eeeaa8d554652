def view(cart, user)
  modern if $posthog.is_feature_enabled('new-checkout', user.id)
  small if $posthog.is_feature_enabled('new-checkout-mobile', user.id)
  render cart
end
