def build(user)
  return modern(user) if $posthog.is_feature_enabled('new-checkout', user.id)

  def helper
    1
  end
  legacy(helper)
end
