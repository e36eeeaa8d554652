def pay(cart, user)
  if cart.open?
    charge(cart)
    legacy_audit(cart) unless $posthog.is_feature_enabled('new-checkout', user.id)
  else
    refuse(cart)
  end
  cart
end
