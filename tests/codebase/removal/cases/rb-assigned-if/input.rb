def price(cart, user)
  total = if $posthog.is_feature_enabled('new-checkout', user.id)
            new_total(
              cart,
              user
            )
          else
            old = old_total(cart)
            old * 2
          end
  label = if $posthog.is_feature_enabled('new-checkout', user.id) then 'Pay' else 'Buy' end # shown
  render total, label
end
