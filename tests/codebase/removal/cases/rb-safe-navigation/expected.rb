def view(cart, user)
  banner
  modern
  render cart
end
