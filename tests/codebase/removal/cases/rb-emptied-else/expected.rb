def view(cart, user)
  if cart.open?
    modern(cart)
  end
  if cart.late? then remind(cart) end
  begin
    store(cart)
  rescue KeyError
    report(cart)
  else
  end
end
