module Acme
  module Analytics
    HOG = PostHog::Client.new(api_key: 'phc_x')

    module_function

    def track(event, user = nil, **props)
      HOG.capture(distinct_id: user, event: event, properties: props)
    end

    def flag?(key, user) = HOG.is_feature_enabled(key, user)

    def track_default(event = 'wr_default')
      HOG.capture(event: event)
    end

    def track_kw(event:, user: nil, props: {})
      HOG.capture({ event: event, distinct_id: user, properties: props })
    end

    def track_hash(attrs)
      HOG.capture(attrs.merge(distinct_id: 1))
    end

    def track_opts(opts = {})
      HOG.capture(event: opts[:event], distinct_id: opts.fetch(:id, 1))
    end

    def track_all(*args, **kw, &block)
      track(*args, **kw, &block)
    end

    def track_fwd(...) = track(...)

    def track_prefix(area, verb)
      HOG.capture(event: "app_#{area}_#{verb}")
    end

    TABLE = { a: 'wr_table_a', b: 'wr_table_b' }.freeze
    def track_table(which)
      HOG.capture(event: TABLE[which])
    end

    def both(key)
      HOG.capture(event: key) if HOG.is_feature_enabled(key, 1)
    end

    def track_each(*events)
      events.each { |e| HOG.capture(event: e) }
    end

    def with_flag(key)
      yield if flag?(key, 1)
    end

    def unused(event)
      HOG.capture(event: event)
    end

    def opened_once
      HOG.capture(event: 'wr_fixed')
    end

    SEND = ->(event) { HOG.capture(event: event) }
    PROC = proc { |event, id| HOG.capture(event: event, distinct_id: id) }
    LAMBDA = lambda do |event|
      HOG.capture(event: event)
    end
  end
end
