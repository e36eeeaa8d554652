class CartsController < ApplicationController
  before_action :check_nav

  def create
    track :ra_created, id: 1
    track('ra_x') if feature_enabled?('ra-flag')
    TrackJob.perform_later('ra_later', 1)
    TrackJob.perform_now 'ra_now', 1
    TrackJob.set(wait: 5.minutes).perform_later('ra_set', 1)
    TrackJob.new.perform('ra_perform', 2)
    FlushWorker.perform_async('ra_async')
    FlushWorker.perform_in(1.hour, 'ra_in')
    FlushWorker.perform_at(Time.now, 'ra_at')
    FlushWorker.set(queue: :low).perform_async('ra_setasync')
    KwJob.perform_later(event: 'ra_kw', user: 1)
    KwJob.set(wait_until: 1).perform_later(user: 1, event: 'ra_kw2')
    Metrics.count('ra_metrics')
    Metrics.delay.count('ra_delay')
    posthog.capture(event: 'ra_ph', distinct_id: 1)
    redirect_to x unless new_nav?
  end

  def check_nav
    redirect_to root_path if new_nav?
  end
end
