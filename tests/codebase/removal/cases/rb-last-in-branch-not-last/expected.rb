def pay(cart, user)
  if cart.open?
    charge(cart)
  else
    refuse(cart)
  end
  cart
end
