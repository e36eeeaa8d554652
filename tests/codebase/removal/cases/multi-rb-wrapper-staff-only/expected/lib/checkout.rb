class Checkout
  def view(cart, user)
    return legacy(cart) unless Flags.on?('new-checkout', user)

    modern(cart)
  end
end
