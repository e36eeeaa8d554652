def view(cart, user)
  $posthog.is_feature_enabled('new-checkout', user.id) ? render(cart) : legacy(cart)
  $posthog.is_feature_enabled('new-checkout', user.id) and show cart, :modern
  label = $posthog.is_feature_enabled('new-checkout', user.id) ? translate(:pay) : 'Buy'
  size = if $posthog.is_feature_enabled('new-checkout', user.id) then measure cart else 0 end
  render label, size
end
