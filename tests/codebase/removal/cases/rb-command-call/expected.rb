def view(cart, user)
  render(cart)
  show cart, :modern
  label = translate(:pay)
  size = measure cart
  render label, size
end
