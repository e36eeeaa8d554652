def view(cart, user)
  one if $posthog.get_feature_flag('new-checkout', user.id) == 'test'
  two if 'control' == $posthog.get_feature_flag('new-checkout', user.id)
  three if $posthog.get_feature_flag('new-checkout', user.id) != 'control'
  four if %w[control test].include?($posthog.get_feature_flag('new-checkout', user.id))
  five if $posthog.get_feature_flag('new-checkout', user.id).nil?
  six if $posthog.get_feature_flag('new-checkout', user.id).eql?('test') && !['a', 'b'].freeze.include?($posthog.get_feature_flag('new-checkout', user.id))
  render cart
end
