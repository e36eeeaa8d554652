def view(cart, user)
  render cart
end
