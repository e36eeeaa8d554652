def view(cart, user)
  one if $posthog.get_feature_flag('new-checkout', user.id).to_sym == :test
  render cart
end
