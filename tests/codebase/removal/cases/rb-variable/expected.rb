def view(cart, user)
  banner
  total = new_total(cart)
  cart.lines.each { |line| line.modern = true }
  render total
end
