def view(cart, user)
  notify(user) if cart.open?
  remind(user) if cart.late?
  archive(cart) unless cart.open? || cart.late?
  rate = 2 * (cart.fee + cart.tax)
  fits = !(cart.total > 3)
  render rate, fits
end
