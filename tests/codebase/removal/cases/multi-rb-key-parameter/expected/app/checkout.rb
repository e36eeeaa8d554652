def view(cart, user)
  modern(cart)
  small(cart) if Features.on?('other', user)
  cart
end
