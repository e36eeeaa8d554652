class Checkout
  def view(cart, user)
    if $posthog.is_feature_enabled('new-checkout', user.id)
      modern(cart)
    else
      legacy(cart)
    end
  end
end
