class Checkout
  def total(cart)
    cart.sum
  end
end
