def view(cart, user)
  modern(cart) if $posthog.is_feature_enabled(Flags::NEW_CHECKOUT, user.id)
  cart
end
