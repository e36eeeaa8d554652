class Checkout
  def view(cart, user)
    modern(cart)
  end
end
