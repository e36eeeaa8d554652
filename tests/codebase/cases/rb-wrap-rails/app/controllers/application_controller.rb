class ApplicationController < ActionController::Base
  helper_method :feature_enabled?, :new_nav?
  private

  def posthog
    Rails.configuration.posthog
  end

  def feature_enabled?(key)
    posthog.is_feature_enabled(key.to_s, current_user.id)
  end

  def new_nav?
    feature_enabled?(:ra_nav)
  end

  def track(event, **props)
    TrackJob.perform_later(event.to_s, current_user.id, props)
  end
end
