class Flags
  POSTHOG = PostHog::Client.new(api_key: 'phc_x')

  def posthog = POSTHOG

  def a(user, key)
    if posthog.is_feature_enabled('fl-if', user.id) && !posthog.is_feature_enabled(:fl_sym, user.id)
      1
    end
    unless posthog.is_feature_enabled 'fl-unless', user.id
    end
    v = posthog.get_feature_flag("fl-v", user.id, person_properties: { a: 1 }) || 'control'
    v2 = posthog.get_feature_flag_payload('fl-p', user.id, match_value: true)
    posthog.get_remote_config_payload('fl-r')
    posthog.get_feature_flag_result('fl-res', user.id)&.enabled?
    case posthog.get_feature_flag('fl-c', user.id)
    in 'x' then 1
    end
    flags = posthog.get_all_flags(user.id)
    flags['fl-all-1']
    flags[:fl_all_2]
    flags.fetch('fl-all-3', false)
    flags.dig('fl-all-4')
    flags.key?('fl-all-5')
    flags.include?('fl-all-7')
    posthog.get_all_flags(user.id)['fl-direct']
    posthog.get_all_flags(user.id).fetch(:fl_direct2)
    both = posthog.get_all_flags_and_payloads(user.id)
    both[:featureFlags]['fl-both-1']
    both[:featureFlagPayloads]['fl-both-2']
    both.dig(:featureFlags, 'fl-both-3')
    both.fetch(:featureFlags)['fl-both-4']
    fs = both[:featureFlags]
    fs['fl-both-5']
    snap = posthog.evaluate_flags(user.id, flag_keys: ['fl-req', :fl_req2])
    snap.enabled?('fl-s1')
    snap.get_flag(:fl_s2)
    snap.get_flag_payload('fl-s3')
    snap.only('fl-s4').enabled?('fl-s5')
    snap.only(%w[fl-s6 fl-s7])
    posthog.is_feature_enabled(key, 1)
    posthog.is_feature_enabled("fl-#{user.kind}", 1)
    posthog.get_feature_flag(ENV['F'], 1)
    posthog.capture(event: 'fl_ev', send_feature_flags: true)
    helper(snap)
    take(flags)
  end

  def helper(snapshot)
    snapshot.enabled?('fl-h1')
  end

  def take(all)
    all['fl-h2']
  end

  def new_ui? = posthog.is_feature_enabled('fl-ui', id)

  def old_ui?
    return false unless user

    !posthog.is_feature_enabled('fl-old', id)
  end

  def variant
    @variant ||= posthog.get_feature_flag('fl-variant', id)
  end

  def tested?
    variant == 'test'
  end

  def self.beta?(user)
    result = POSTHOG.is_feature_enabled('fl-beta', user.id)
    result == true
  end

  def use
    return 1 if new_ui?
    return 2 if self.old_ui? || Flags.beta?(user)
    x = variant
    tested? && x
  end

  def everything(user)
    POSTHOG.get_all_flags(user.id)
  end
end

class View
  def show
    f = Flags.new
    f.new_ui?
    'x' if Flags.new.variant == 'b'
  end
end
