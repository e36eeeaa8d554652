def view(cart, user)
  label = { 'control' => 'Buy', 'test' => t('pay') }[$posthog.get_feature_flag('new-checkout', user.id)]
  color = { 'control' => 'red' }.fetch($posthog.get_feature_flag('new-checkout', user.id), 'blue')
  render label, color
end
