class Checkout
  def view(cart)
    show(cart)
  end

  private def show(cart)
    cart
  end
end
