def view(cart, user)
  label = t('pay')
  color = 'blue'
  render label, color
end
