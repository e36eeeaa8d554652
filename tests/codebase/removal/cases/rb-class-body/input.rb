class Checkout
  include Legacy unless $posthog.is_feature_enabled('new-checkout', user.id)

  if $posthog.is_feature_enabled('new-checkout', user.id)
    def total(cart)
      cart.sum
    end
  else
    def total(cart)
      0
    end
  end
end
