class Checkout
  def view(cart, user)
    return legacy(cart) unless $posthog.is_feature_enabled('new-checkout', user.id)

    modern(cart)
  end
end
