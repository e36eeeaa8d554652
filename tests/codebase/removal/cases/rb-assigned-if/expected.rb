def price(cart, user)
  total = new_total(
    cart,
    user
  )
  label = 'Pay' # shown
  render total, label
end
