class StatsJob < ApplicationJob
  def perform(kind, message)
    client = PostHog::Client.new(api_key: ENV.fetch("STATS_KEY"))
    case kind
    when "event" then client.capture(message)
    when "person" then client.identify(message)
    end
  end
end
