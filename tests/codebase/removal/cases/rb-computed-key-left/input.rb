def view(cart, user, version)
  modern if $posthog.is_feature_enabled("new-#{version}", user.id)
  render cart
end
