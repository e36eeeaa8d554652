class Checkout
  def view(cart, user)
    return beside(cart) if Flags.on?('side-rail', user)

    modern(cart)
  end
end
