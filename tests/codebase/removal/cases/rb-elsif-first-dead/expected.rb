def view(cart, user)
  # nothing in it
  if cart.empty?
    empty
  else
    classic
  end
end
