def view(cart, user)
  one
  three
  four
  six
  render cart
end
