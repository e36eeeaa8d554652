class Flags
  # Ask PostHog.
  def self.on?(key, user)
    return false unless $posthog

    $posthog.is_feature_enabled(key, user.id) || false
  end
end
