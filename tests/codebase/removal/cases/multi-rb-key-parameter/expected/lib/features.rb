module Features
  def self.on?(key, user)
    $posthog.is_feature_enabled(key, user.id)
  end
end
