def view(cart, user)
  modern(cart) if $posthog.is_feature_enabled(KEYS[:checkout], user.id)
  cart
end
