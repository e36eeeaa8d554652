require_relative '../lib/flags'

class Checkout
  def view(cart, user)
    modern(cart)
  end
end
