def view(cart, user)
  modern(cart)
  cart
end
