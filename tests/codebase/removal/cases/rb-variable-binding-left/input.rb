def view(cart, user)
  on = $posthog.is_feature_enabled('new-checkout', user.id)
  banner if on
  template.result(binding)
end
