def pay(cart, user)
  total = sum(cart)
  legacy_audit(cart) unless $posthog.is_feature_enabled('new-checkout', user.id)
end
