def view(cart, user)
  case
  when cart.empty? then empty
  # the new one
  else
    modern
  end
end
