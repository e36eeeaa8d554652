def enabled(user)
  load(user)
  on = $posthog.is_feature_enabled('new-checkout', user.id)
end
