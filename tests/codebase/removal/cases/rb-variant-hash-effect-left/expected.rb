def view(cart, user)
  label = { 'control' => audit(cart), 'test' => 'Pay' }[$posthog.get_feature_flag('new-checkout', user.id)]
  render label
end
