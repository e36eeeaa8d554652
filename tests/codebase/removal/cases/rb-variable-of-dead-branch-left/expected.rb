def view(cart, user)
  unless $posthog.is_feature_enabled('new-checkout', user.id)
    total = old_total(cart)
  end
  render total
end
