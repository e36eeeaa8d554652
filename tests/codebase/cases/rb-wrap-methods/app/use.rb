module Acme
  class Use
    def go(user, which)
      Analytics.track('wr_a')
      Analytics.track('wr_b', user, x: 1)
      Analytics.track :wr_c, user
      Acme::Analytics.track("wr_d")
      ::Acme::Analytics::track('wr_e')
      Analytics&.track('wr_f')
      Analytics.flag?('wr-flag', user)
      Analytics.track_default
      Analytics.track_default()
      Analytics.track_default('wr_given')
      Analytics.track_kw(event: 'wr_kw', user: user)
      Analytics.track_kw user: user, event: 'wr_kw2'
      Analytics.track_hash(event: 'wr_hash', properties: {})
      Analytics.track_hash({ event: 'wr_hash2' })
      Analytics.track_opts(event: 'wr_opts')
      Analytics.track_opts(:event => 'wr_opts2', :id => 3)
      Analytics.track_all('wr_all', user, a: 1)
      Analytics.track_fwd('wr_fwd', user)
      Analytics.track_prefix('cart', 'opened')
      Analytics.track_table(:a)
      Analytics.track_table(which)
      Analytics.both('wr-both')
      Analytics.with_flag('wr-yield') { 1 }
      Analytics.opened_once
      Analytics::SEND.call('wr_send')
      Analytics::SEND.('wr_dot')
      Analytics::PROC.call('wr_proc', 1)
      Analytics::LAMBDA.call('wr_lambda')
      f = ->(e) { Analytics.track(e) }
      f.call('wr_local')
      t = Analytics.method(:track)
      t.call('wr_meth')
      Analytics.send(:track, 'wr_sent')
      %w[wr_e1 wr_e2].each { |e| Analytics.track(e) }
      Analytics.track(which)
      Analytics.track("wr_#{which}")
      Analytics.track(which ? 'wr_t1' : 'wr_t2')
      hop('wr_hop')
      nested('wr_nested')
      countdown('wr_rec', 3)
    end

    private

    def hop(name) = skip(name, 1)

    def skip(name, _n)
      Analytics.track(name)
    end

    def nested(name)
      [1].each do |i|
        Analytics.track(name, i)
      end
    end

    def countdown(name, n)
      return Analytics.track(name) if n.zero?

      countdown(name, n - 1)
    end
  end
end
