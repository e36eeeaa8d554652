def price(cart, user)
  discount = if $posthog.is_feature_enabled('new-checkout', user.id)
               cart.discount
             end
  render discount
end
