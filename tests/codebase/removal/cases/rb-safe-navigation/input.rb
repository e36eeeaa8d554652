def view(cart, user)
  on = client&.is_feature_enabled 'new-checkout', user.id rescue false
  banner if on
  modern if analytics.client.get_feature_flag("new-checkout", user.id.to_s, groups: { team: user.team.id })
  render cart
end
