def view(cart, user)
  one if $posthog.get_feature_flag('new-checkout', user.id).equal?('test')
  render cart
end
