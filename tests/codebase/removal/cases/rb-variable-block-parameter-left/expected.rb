def view(carts, user)
  on = $posthog.is_feature_enabled('new-checkout', user.id)
  carts.map { |on| on.total }
  banner if on
  render carts
end
