def view(cart, user)
  modern(cart)
  find(cart) if $posthog.is_feature_enabled(Flags::KEYS.fetch(:search), user.id)
  cart
end
