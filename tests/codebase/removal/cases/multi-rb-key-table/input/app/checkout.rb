def view(cart, user)
  modern(cart) if $posthog.is_feature_enabled(Flags::KEYS[:checkout], user.id)
  find(cart) if $posthog.is_feature_enabled(Flags::KEYS.fetch(:search), user.id)
  cart
end
