class Checkout
  KEY = 'new-checkout'
  private_constant :KEY

  def view(cart, user)
    modern(cart) if $posthog.is_feature_enabled(KEY, user.id)
    cart
  end
end
