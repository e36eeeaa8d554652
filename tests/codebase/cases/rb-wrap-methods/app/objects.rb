class Order
  include Trackable
  include Flaggable

  def pay
    Tracker.instance.track('wo_inst')
    Tracker.track('wo_cls')
    Tracker.notify 'wo_notify', a: 1
    Tracker.pulse('wo_pulse')
    Tracker.ping('wo_ping')
    Tracker.instance.beat('wo_beat')
    Service.new(self).log('wo_log')
    svc = Service.new(self)
    svc.log('wo_svc')
    TrackEvent.call('wo_call')
    TrackEvent.('wo_dotcall')
    TrackEvent.new('wo_new').call
    track_event('mix')
    self.track_event :mix2, a: 1
    self.class.track_class('wo_classm')
    Order.track_class('wo_classm2')
    return unless feature?('wo-flag')
    Child.new.note('x')
    Child.new.emit('wo_emit', kind: 1)
    k = Keeper.new
    k.capture(event: 'wo_deleg')
    k.is_feature_enabled('wo-deleg', 1)
    k.track('wo_deleg_t')
    Child.new.run
  end
end
