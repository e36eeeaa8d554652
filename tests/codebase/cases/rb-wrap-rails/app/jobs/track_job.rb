class TrackJob < ApplicationJob
  queue_as :default
  def perform(event, user_id, props = {})
    Rails.configuration.posthog.capture(event: event, distinct_id: user_id, properties: props)
  end
end
class FlushWorker
  include Sidekiq::Worker
  def perform(event)
    Metrics.count(event)
  end
end
class KwJob < ApplicationJob
  def perform(event:, user:)
    Metrics.count(event, by: user)
  end
end
