module Shop
  HOG = PostHog::Client.new(api_key: 'phc_x')

  class Base
    NAME = 'co_base'
    TITLE = 'co_title'
    def title_event
      HOG.capture(event: TITLE)
    end
  end

  class Use < Base
    OWN = 'co_own'
    NAME = 'co_use'
    @@kind = 'co_kind'
    EVENTS = [OWN, 'co_two'].freeze

    def run(which)
      HOG.capture(event: Events::PAID)
      HOG.capture(event: Shop::Events::TABLE[:open])
      HOG.capture(event: ::Shop::Events::TABLE['close'])
      HOG.capture(event: Events::TABLE.dig(:deep, :er, :est))
      HOG.capture(event: Events::TABLE[:deep][:er].fetch(:est))
      HOG.capture(event: Events::JOINED)
      HOG.capture(event: Events::PLUS)
      HOG.capture(event: Events::LIST)
      HOG.capture(event: Events::ALIAS.to_s)
      HOG.capture(event: Events::REOPENED)
      HOG.capture(event: Events::FAR)
      HOG.capture(event: LIMIT)
      HOG.capture(event: Compact::NAME)
      HOG.capture(event: Shop::Compact::NAME)
      HOG.capture(event: EVENT_NAMES[:signup])
      HOG.capture(event: EVENT_NAMES.fetch(:signup, 'x'))
      HOG.capture(event: ROOT)
      HOG.capture(event: OWN)
      HOG.capture(event: NAME)
      HOG.capture(event: TITLE)
      HOG.capture(event: self.class::OWN)
      HOG.capture(event: "x_#{OWN}_#{Events::PREFIX}")
      HOG.capture(event: @@kind)
      HOG.capture(event: Events::ALL.first)
      HOG.capture(event: Events::ALL[1])
      HOG.is_feature_enabled(Events::Flags::BETA, 1)
      HOG.is_feature_enabled(Events::Flags::OTHER, 1)
      Events::ALL.each { |e| HOG.capture(event: e) }
      EVENTS.each { |e| HOG.capture(event: e) }
      Events::SYMS.map(&:to_s).each { |e| HOG.capture(event: e) }
      EVENT_NAMES.each_value { |e| HOG.capture(event: e) }
      EVENT_NAMES.values.each { |e| HOG.capture(event: e) }
      HOG.capture(event: EVENT_NAMES[which])
      HOG.capture(event: event_name)
      HOG.capture(event: which || OWN)
      HOG.capture(event: Rails.env)
      HOG.capture(event: OWN.upcase)
      OWN_LOCAL = 1
    end

    def event_name
      'co_method'
    end

    def shadow(list)
      name = 'co_never'
      list.each { |name| HOG.capture(event: name) }
    end

    def reassign(x)
      name = 'co_first'
      name = x.name if x
      HOG.capture(event: name)
    end
  end
end
