def view(cart, user)
  render $posthog.is_feature_enabled('new-checkout', user.id) ? { cart: cart } : nil
end
