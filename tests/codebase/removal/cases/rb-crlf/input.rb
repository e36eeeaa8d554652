def view(cart, user)
  # new
  if $posthog.is_feature_enabled('new-checkout', user.id)
    modern(cart)
    # end of the branch
  else
    legacy(cart)
  end
  cart
end
