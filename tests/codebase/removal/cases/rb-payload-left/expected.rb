def view(cart, user)
  config = $posthog.get_feature_flag_payload('new-checkout', user.id)
  modern if $posthog.is_feature_enabled('new-checkout', user.id)
  render config
end
