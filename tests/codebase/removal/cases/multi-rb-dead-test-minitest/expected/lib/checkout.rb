class Checkout
  def view(cart, user)
    legacy(cart)
  end
end
