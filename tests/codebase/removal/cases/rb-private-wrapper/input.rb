class Checkout
  def view(cart)
    modern? ? show(cart) : legacy(cart)
  end

  private def modern?
    $posthog.is_feature_enabled('new-checkout', @user.id)
  end

  private def show(cart)
    cart
  end
end
