def view(cart, user)
  if cart.empty?
    empty
  # the new checkout
  else
    modern
  end
end
