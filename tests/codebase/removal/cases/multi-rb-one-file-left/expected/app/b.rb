def api(user)
  { modern: $posthog.is_feature_enabled('new-checkout', user.id) }
end
