def price(cart, user)
  total = if $posthog.is_feature_enabled('new-checkout', user.id)
            base = new_total(cart)
            base * 2
          else
            old_total(cart)
          end
  render total
end
