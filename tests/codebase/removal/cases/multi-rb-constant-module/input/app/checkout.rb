require_relative '../lib/flags'

class Checkout
  def view(cart, user)
    return legacy(cart) unless $posthog.is_feature_enabled(Flags::NEW_CHECKOUT, user.id)

    modern(cart)
  end
end
