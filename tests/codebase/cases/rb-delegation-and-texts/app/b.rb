module Flags
  extend self

  HOG = PostHog::Client.new(api_key: 'phc_x')
  KEYS = { checkout: 'tf-checkout', nav: 'tf-nav' }.freeze
  ALL = %i[tf_x tf_y].freeze

  def enabled?(key, user = nil)
    HOG.is_feature_enabled(KEYS.fetch(key), user&.id) || false
  end

  ALL.each do |flag|
    define_method("#{flag}?") { HOG.is_feature_enabled(flag, 1) }
  end

  def nav?(user) = enabled?(:nav, user)

  def payload_for(key)
    HOG.get_feature_flag_payload(key.to_s, 1)
  end

  def all(user) = HOG.get_all_flags(user.id)

  def snapshot(user)
    @snapshot ||= HOG.evaluate_flags(user.id)
  end

  def checkout_v2?
    flag = HOG.get_feature_flag('tf-v2', 1)
    flag.present? && flag == 'test'
  end

  def gate(key)
    yield if enabled?(key)
  end
end

class Page
  def show(user)
    Flags.enabled?(:checkout, user)
    Flags.nav?(user)
    Flags.payload_for(:tf_payload)
    Flags.all(user)['tf-all']
    Flags.all(user).fetch('tf-fetch', nil)
    Flags.snapshot(user).enabled?('tf-snap')
    Flags.checkout_v2?
    Flags.gate(:nav) { 1 }
    flags = Flags.all(user)
    { 'a' => flags['tf-in-hash'] }
    if flags['tf-cond'] && !flags[:tf_neg]
    end
    f = Flags::HOG.get_all_flags(user.id) || {}
    f['tf-or']
    values = Flags::HOG.get_all_flags(user.id).with_indifferent_access
    values[:tf_indiff]
    Flags::HOG.get_all_flags(1).each { |k, v| puts k }
    Flags::HOG.get_all_flags_and_payloads(1)[:featureFlags].keys
    d = Flags::HOG.get_all_flags(user.id)
    d[user.key]
    Flags::HOG.evaluate_flags(user.id, flag_keys: [Flags::KEYS[:nav]])
  end
end
