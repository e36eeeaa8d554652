class Checkout
  def view(cart, user)
    return legacy(cart) unless Flags.on?('new-checkout', user)
    return beside(cart) if Flags.on?('side-rail', user)

    modern(cart)
  end
end
