class Flags
  def self.on?(key, user)
    return false unless user.staff

    $posthog.is_feature_enabled(key, user.id)
  end
end
