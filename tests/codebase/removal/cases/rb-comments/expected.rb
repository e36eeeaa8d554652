class Checkout
  # Shows the cart.
  def view(cart, user)
    # above the if
    # first in the branch
    modern(cart)

    # last in the branch

    footer
  end
end
