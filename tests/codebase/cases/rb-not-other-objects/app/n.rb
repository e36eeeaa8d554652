require 'posthog'
# HOG.capture(event: 'no_comment')
=begin
HOG.capture(event: 'no_begin')
=end
HOG = PostHog::Client.new(api_key: 'phc_x')
DOC = <<~TEXT
  HOG.capture(event: 'no_heredoc')
TEXT
RAW = <<-'SQL'
  HOG.capture(event: 'no_raw')
SQL
S = "HOG.capture(event: 'no_string')"
R = /HOG.capture(event: 'no_regex')/
X = %q(HOG.capture(event: 'no_q'))

class Logger2
  def capture(event:); end
  def track(e); end
end

class Own
  def initialize
    @posthog = Logger2.new
    @analytics = Segment::Analytics.new(write_key: 'x')
    @tracer = Tracer.new
    @client = Mixpanel::Tracker.new('x')
  end

  def capture(event:, **) = nil

  def is_feature_enabled(key, id) = true

  def go(camera, client, analytics, flags)
    @posthog.capture(event: 'no_own')
    @analytics.track(event: 'no_segment', user_id: 1)
    @analytics.capture(event: 'no_seg2')
    @tracer.capture(event: 'no_tracer')
    @client.capture(event: 'no_mix')
    camera.capture(event: 'no_camera')
    client.capture(event: 'no_client')
    analytics.capture(event: 'no_analytics')
    capture(event: 'no_self')
    is_feature_enabled('no-self', 1)
    Sentry.capture_message('no_sentry')
    Sentry.capture_exception(StandardError.new)
    Raven.capture(event: 'no_raven')
    Flipper.enabled?(:no_flipper, self)
    UNLEASH.is_enabled?('no-unleash')
    Split.get_treatment('no-split')
    LaunchDarkly.variation('no-ld')
    Rails.logger.info("HOG.capture(event: 'no_log')")
    HOG.identify(distinct_id: 1, properties: { event: 'no_identify' })
    HOG.alias(distinct_id: 1, alias: 'no_alias')
    HOG.group_identify(group_type: 'no', group_key: 'no_group')
    HOG.capture_exception(StandardError.new, 'no_exc')
    HOG.reload_feature_flags
    HOG.shutdown
    flags['no-flags']
    stdout, _ = Open3.capture2('no_cmd')
    Open3.capture(event: 'no_open3')
    HOG.capture(event: <<~E, distinct_id: 1)
      no_heredoc_key
    E
    HOG.capture(event: ENV['E'])
    HOG.capture(event: event_for(1))
    HOG.capture(**camera)
    HOG.capture(event: "no_#{client}")
    HOG.capture(event: 'no' + client)
    HOG.capture(event: analytics.name.downcase)
    HOG.capture(event: flags[:x])
    HOG.capture(camera)
    [client, analytics].each { |e| HOG.capture(event: e) }
    HOG.capture(event: client); HOG.capture(event: 'no_but_yes')
  end
end
__END__
HOG.capture(event: 'no_end')
