def view(cart, user)
  modern(cart) if $posthog.is_feature_enabled('new-checkout', user.id)
  cart
end
