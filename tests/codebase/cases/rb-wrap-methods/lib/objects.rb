require 'singleton'
class Tracker
  include Singleton
  attr_reader :client

  def initialize
    @client = PostHog::Client.new(api_key: 'phc_x')
  end

  def track(event) = client.capture(event: event, distinct_id: 1)

  def self.track(event) = instance.track(event)

  class << self
    def notify(event, **props)
      instance.track(event)
    end

    delegate :pulse, to: :instance
    alias ping notify
  end

  def pulse(event)
    track event
  end

  alias_method :beat, :pulse
end

class Service
  def initialize(user, client = PostHog::Client.new(api_key: 'phc_x'))
    @user = user
    @client = client
  end

  def self.call(...) = new(...).call

  def call; end

  def log(name)
    @client.capture(event: name, distinct_id: @user)
  end
end

class TrackEvent
  def self.call(event) = new(event).call

  def initialize(event)
    @event = event
  end

  def call
    Tracker.instance.client.capture(event: @event)
  end
end

module Trackable
  extend ActiveSupport::Concern

  included do
    after_create :noop
  end

  class_methods do
    def track_class(event)
      Tracker.track(event)
    end
  end

  def track_event(event, props = {})
    Tracker.instance.track("m_#{event}")
  end
end

module Flaggable
  def feature?(key)
    Tracker.instance.client.is_feature_enabled(key, id)
  end
end

class Parent
  def note(event)
    Tracker.track(event)
  end

  def emit(event, kind: 'x')
    Tracker.track(event)
  end

  def run
    Tracker.track(event_name)
  end

  def kind_run
    Tracker.track(self.class::KIND)
  end
end

class Child < Parent
  KIND = 'wo_kind'
  def note(event)
    super("sub_#{event}")
  end

  def emit(event, kind: 'x')
    super
  end

  def event_name = 'wo_template'
end

class Buffer
  def initialize(tracker)
    @tracker = tracker
  end

  def push(event)
    @tracker.track(event)
  end
end

class Keeper
  delegate :capture, :is_feature_enabled, to: :@hog
  delegate :track, to: :tracker
  def initialize; @hog = PostHog::Client.new(api_key: 'phc_x'); end
  def tracker = Tracker.instance
end
