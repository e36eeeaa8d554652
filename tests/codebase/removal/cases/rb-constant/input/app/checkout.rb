# frozen_string_literal: true
require 'posthog'

# The flag of the new checkout.
FLAG = 'new-checkout'.freeze

class Checkout
  def view(cart, user)
    modern(cart) if $posthog.is_feature_enabled(FLAG, user.id)
    cart
  end
end
