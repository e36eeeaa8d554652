class User < ApplicationRecord
  EVENTS = { create: 'ra_user_created', update: 'ra_user_updated' }.freeze
  after_create -> { Metrics.count(EVENTS[:create]) }
  after_commit { Metrics.count('ra_commit') }
  scope :beta, -> { where(x: 1) }

  def flag_on?(flag)
    Rails.configuration.posthog.is_feature_enabled(flag, id)
  end
end
