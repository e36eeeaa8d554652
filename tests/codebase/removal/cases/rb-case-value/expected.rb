def copy(user)
  label = t('pay')
  render label
end
