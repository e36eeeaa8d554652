def view(cart, user)
  modern(cart) if Features.on?('new-checkout', user)
  small(cart) if Features.on?('other', user)
  cart
end
