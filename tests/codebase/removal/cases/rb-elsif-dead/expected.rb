def view(cart, user)
  if cart.empty?
    empty
  # everything else
  else
    classic
  end
  done
end
