require 'shop/flags'

class Checkout
  def view(cart, user)
    return legacy(cart) unless $posthog.is_feature_enabled(Shop::Flags::NEW_CHECKOUT, user.id)

    modern(cart)
  end
end
