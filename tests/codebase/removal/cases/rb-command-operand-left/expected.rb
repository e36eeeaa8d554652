def view(cart, user)
  size = 2 + if $posthog.is_feature_enabled('new-checkout', user.id) then measure cart, user else 0 end
  render size
end
