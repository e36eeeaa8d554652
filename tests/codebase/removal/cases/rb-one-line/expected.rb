def view(cart, user)
  modern(cart)
  count(cart); show(cart)
  first(cart); last(cart)
  cart.lines.each { |line| }
  cart
end
