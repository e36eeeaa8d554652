require 'forwardable'
require 'ostruct'

class PosthogClient
  extend Forwardable
  include Singleton

  def_delegators :@client, :capture, :is_feature_enabled
  def_delegator :@client, :get_feature_flag, :flag

  def initialize
    @client = PostHog::Client.new(api_key: 'phc_x')
  end

  def self.method_missing(name, *args) = instance.public_send(name, *args)
end

class Wrapper < SimpleDelegator
end

module Events
  Event = Struct.new(:name, :props)
  SIGNED_UP = Event.new('tw_struct', {})
  Info = Data.define(:name)
  INFO = Info.new(name: 'tw_data')
  private_constant :Info
  ONE, TWO = %w[tw_one tw_two]
  BY_KIND = Hash[[[:a, 'tw_by_a']]].freeze
  WITH_DEFAULT = { a: 'tw_d_a' }.tap { |h| h.default = 'x' }.freeze
  NESTED = { user: { created: 'tw_nested' }.freeze }.freeze
  SUFFIXED = %w[a b].map { |x| "tw_map_#{x}" }.freeze
  MERGED = NESTED.merge(extra: 'tw_extra').freeze

  def self.for(kind)
    case kind
    when :a then 'tw_for_a'
    when :b then 'tw_for_b'
    end
  end

  def self.name_of(kind) = "tw_#{kind}"

  def self.lookup(kind)
    return 'tw_look_1' if kind == 1
    return 'tw_look_2' unless kind

    'tw_look_3'
  end
end

class Holder
  class << self
    def client
      @client ||= PostHog::Client.new(api_key: 'phc_x')
    end

    def get = client

    private

    def build; end
  end

  CLIENT = client
  @@shared = PostHog::Client.new(api_key: 'phc_x')

  def shared = @@shared

  def lazily
    @lazily ||= if ENV['X']
                  PostHog::Client.new(api_key: 'phc_x')
                else
                  NullClient.new
                end
  end

  def go(user, kind)
    PosthogClient.instance.capture(event: 'tw_fwd')
    PosthogClient.instance.is_feature_enabled('tw-fwd', 1)
    PosthogClient.instance.flag('tw-flag', 1)
    Holder.client.capture(event: 'tw_holder')
    Holder.get.capture(event: 'tw_get')
    CLIENT.capture(event: 'tw_const')
    Holder::CLIENT.capture(event: 'tw_const2')
    shared.capture(event: 'tw_shared')
    @@shared.capture(event: 'tw_cvar')
    lazily.capture(event: 'tw_lazily')
    Holder.client.capture(event: Events::ONE)
    Holder.client.capture(event: Events::TWO)
    Holder.client.capture(event: Events::NESTED[:user][:created])
    Holder.client.capture(event: Events::NESTED.dig(:user, :created))
    Holder.client.capture(event: Events::MERGED[:extra])
    Holder.client.capture(event: Events.for(:a))
    Holder.client.capture(event: Events.name_of('x'))
    Holder.client.capture(event: Events.lookup(kind))
    Events::SUFFIXED.each { |e| Holder.client.capture(event: e) }
    if (v = Holder.client.get_feature_flag('tw-assign', user.id)) == 'test'
      puts v
    end
    puts 'x' if not Holder.client.is_feature_enabled('tw-not', user.id)
    enabled = Holder.client.is_feature_enabled('tw-and', 1) && user.ok?
    x = Holder.client.is_feature_enabled('tw-tern', 1) ? 1 : 2
    { a: Holder.client.is_feature_enabled('tw-hash', 1), b: [Holder.client.get_feature_flag('tw-arr', 1)] }
    "#{Holder.client.get_feature_flag('tw-interp', 1)}"
    puts(Holder.client.get_feature_flag('tw-arg', 1))
    return Holder.client.get_feature_flag('tw-return', 1) if x
    while Holder.client.is_feature_enabled('tw-while', 1)
    end
    begin
      Holder.client.capture({ :distinct_id => 1, "event" => 'tw_mixed', })
    rescue PostHog::Error, StandardError
      Holder.client.capture(
        event: 'tw_resc', # comment
        distinct_id: 1
      )
    end
    payload = { distinct_id: user.id, event: 'tw_payload' }.merge(extra: 1)
    Holder.client.capture(payload)
    payload2 = { distinct_id: 1 }
    payload2.merge!(event: 'tw_bang')
    Holder.client.capture(payload2)
    base = { event: 'tw_base' }
    Holder.client.capture({ **base, distinct_id: 1 })
    Holder.client.capture(base.merge(distinct_id: 1))
    Holder.client.capture(build_attrs('tw_built'))
    c = Holder.client
    c.capture event: 'tw_alias', distinct_id: 1
    (c || CLIENT).capture(event: 'tw_paren')
    c.capture(event: "tw_" "adj")
    c.capture(event: "tw_#{'lit'}_#{1}")
    c.capture(event: %Q[tw_Q])
    c.capture(event: %(tw_paren_str))
    c.capture(event: 'tw_sym'.to_sym)
    c.capture(event: :tw_s.to_s)
    c.capture(event: ['tw', 'join'].join('_'))
    c.capture(event: "%s_%s" % ['tw', 'pct'])
    c.capture(event: "tw_%{a}" % { a: 'named' })
    c.capture(event: format('tw_%<a>s', a: 'fmt'))
    c.capture(event: 'tw'.concat('_concat'))
    c.capture(event: 'tw' << '_shovel')
    track = proc { |e| c.capture(event: e) }
    track.('tw_p1')
    track.call('tw_p3')
    %w[tw_m1 tw_m2].each(&track)
    %w[tw_i1 tw_i2].each_with_index { |e, i| c.capture(event: e) }
    [['tw_d1', 1], ['tw_d2', 2]].each { |e, n| c.capture(event: e) }
    c.then { |k| k.capture(event: 'tw_then') }
  end

  def build_attrs(event)
    { event: event, distinct_id: 1 }
  end
end
