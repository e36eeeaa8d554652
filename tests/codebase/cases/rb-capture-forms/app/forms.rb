# frozen_string_literal: true
require 'posthog'

HOG = ::PostHog::Client.new(api_key: ENV.fetch('KEY'), host: 'x', on_error: proc { |s, m| puts m })
$analytics_client = PostHog::Client.new({ api_key: 'phc_x' })

class Sender
  def initialize(hog: nil)
    @hog = hog || PostHog::Client.new(api_key: 'phc_x')
    @maybe = ENV['X'] ? PostHog::Client.new(api_key: 'phc_x') : nil
  end

  attr_reader :hog

  def client
    @client ||= PostHog::Client.new(api_key: 'phc_x')
  end

  def other
    return @other if @other

    @other = begin
      PostHog::Client.new(api_key: 'phc_x')
    end
  end

  def self.shared
    @shared ||= PostHog::Client.new(api_key: 'phc_x')
  end

  def run(user, extra)
    client.capture(distinct_id: 1, event: 'ff_memo')
    client&.capture({ 'event' => 'ff_string_key', 'distinct_id' => 1 })
    other.capture distinct_id: 1, event: 'ff_other'
    self.client.capture(event: :ff_symbol, distinct_id: 1)
    hog.capture(event: 'ff_reader')
    @maybe&.capture(event: "ff_maybe")
    self.class.shared.capture(event: 'ff_class')
    Sender.shared.capture(event: 'ff_shared')
    $analytics_client.capture(event: 'ff_global')
    HOG.capture({ event: 'ff_merge', distinct_id: 1 }.merge(extra))
    HOG.capture(extra.merge(event: 'ff_merged'))
    HOG.capture(**extra, event: 'ff_splat')
    HOG.capture(event: 'ff_splat_after', **extra)
    opts = { event: 'ff_opts', distinct_id: 1 }
    HOG.capture(opts)
    HOG.capture(**opts)
    attrs = { distinct_id: 1 }
    attrs[:event] = 'ff_set'
    HOG.capture(attrs)
    event = 'ff_shorthand'
    HOG.capture(event:, distinct_id: 1)
    HOG
      .capture(event: 'ff_break')
    HOG.capture event: 'ff_if' if user
    HOG.capture(:event => %q(ff_q), :distinct_id => 1)
    HOG.capture(event: %q(it's), distinct_id: 1)
    HOG.capture(event: 'it\'s ok')
    HOG.capture(event: "ff_\u00e9\x41")
    HOG.capture(event: 'ff_a' 'b')
    HOG.capture(event: 'ff_' + 'plus')
    HOG.capture(event: "ff_%s" % 'fmt')
    HOG.capture(event: format('ff_%s', 'form'))
    HOG.capture(event: user ? 'ff_yes' : 'ff_no')
    HOG.capture(event: :"ff quoted")
    HOG.public_send(:capture, event: 'ff_send')
    Thread.new { HOG.capture(event: 'ff_thread') }
    HOG.tap { |c| c.capture(event: 'ff_tap') }
    send = HOG.method(:capture)
    send.call(event: 'ff_method')
    name = if user
             'ff_if_a'
           else
             'ff_if_b'
           end
    HOG.capture(event: name)
    kind = case user
           when 1 then 'ff_case_1'
           when 2 then 'ff_case_2'
           else 'ff_case_3'
           end
    HOG.capture(event: kind)
    ["ff_l1", "ff_l2"].each { |e| HOG.capture(event: e) }
    %w[ff_w1 ff_w2].each do |e|
      HOG.capture(event: e)
    end
    for e in %i[ff_f1 ff_f2]
      HOG.capture(event: e)
    end
    { a: 'ff_h1', b: 'ff_h2' }.each { |_k, v| HOG.capture(event: v) }
    { ff_k1: 1 }.each_pair { |k, _v| HOG.capture(event: k) }
    HOG.capture(distinct_id: 1, event: 'ff_prop', properties: { '$feature/ff-flag' => true, event: 'not' })
    HOG.capture(event: '$feature_flag_called', properties: { '$feature_flag' => 'ff-called' })
  rescue StandardError => e
    HOG.capture(event: 'ff_rescue', properties: { m: e.message })
  ensure
    HOG.capture(event: 'ff_ensure')
    HOG.flush
  end
end

class App
  class << self
    attr_accessor :tracker
  end
  self.tracker = PostHog::Client.new(api_key: 'phc_x')
end

module Config
  mattr_accessor :events_client, default: nil
end
Config.events_client = PostHog::Client.new(api_key: 'phc_x')

def top(ctx)
  App.tracker.capture(event: 'ff_attr')
  ctx.posthog.capture(event: 'ff_ctx')
  Rails.application.config.posthog_client.capture(event: 'ff_rc')
  Rails.configuration.x.posthog&.capture(event: 'ff_rx')
  ph.capture(event: 'ff_ph')
  Config.events_client.capture(event: 'ff_matt')
  PostHog::Client.new(api_key: 'x').capture(event: 'ff_inline')
end
