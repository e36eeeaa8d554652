def view(cart, user)
  if $posthog.is_feature_enabled('new-checkout', user.id)
    # nothing to do any more
  else
    legacy(cart)
  end
  cart
end
