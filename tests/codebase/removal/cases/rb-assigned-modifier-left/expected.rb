def price(cart, user)
  total = if $posthog.is_feature_enabled('new-checkout', user.id)
            new_total(cart) if cart.open?
          else
            old_total(cart)
          end
  render total
end
