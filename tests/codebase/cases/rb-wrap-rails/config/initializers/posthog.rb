Rails.application.config.after_initialize do
  Rails.configuration.posthog = PostHog::Client.new({ api_key: ENV['K'] })
end
Metrics.backend = PostHog::Client.new(api_key: ENV['K'])
