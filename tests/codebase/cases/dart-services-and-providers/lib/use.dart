import 'package:app/service.dart' show FlagService, FlagKeys, Child, EventTracker, isNewHome, isOldHome, analyticsProvider, hogProvider, Gate, Widget1;
import 'service.dart' as svc;
import 'package:posthog_flutter/posthog_flutter.dart';

class Page {
  Page(this.ref, this._tracker, {svc.EventTracker? other}) : other = other ?? EventTracker(Posthog(), source: 'x');
  final Ref ref;
  final EventTracker _tracker;
  final EventTracker other;
  late final Posthog _hog = Posthog();

  Future<void> open(BuildContext context) async {
    if (await FlagService.instance.enabled(FlagKeys.dark)) {}
    if (await svc.FlagService.instance.enabled(svc.FlagKeys.light)) {}
    await FlagService.instance.payload('b-payload');
    _tracker.fire('page_open');
    other.fire('other_open', {'a': 1});
    ref.read(analyticsProvider).fire('via_ref');
    ref.watch(hogProvider).capture(eventName: 'via_watch');
    if (await isNewHome()) {}
    if (await isOldHome()) {}
    Gate(flag: 'b-gate', child: this);
    const Gate(flag: 'b-const-gate', child: 1);
    final t = svc.EventTracker(Posthog(), source: 'y')..fire('cascaded');
    t.fire('after_cascade');
    String name;
    if (context.mounted) {
      name = 'if_a';
    } else {
      name = 'if_b';
    }
    await _hog.capture(eventName: name);
    final capture = Posthog().capture;
    capture(eventName: 'torn_off');
    void local(String e) => _hog.capture(eventName: 'local_$e');
    local('one');
    for (final k in const ['loop_a', 'loop_b']) {
      _tracker.fire(k);
    }
    final names = {'x': 'map_x', 'y': 'map_y'};
    _tracker.fire(names['x']!);
    _tracker.fire(['j', 'k'].join('_'));
    _tracker.fire('a_' + 'b_' + 'c');
    _tracker.fire(context.name.toLowerCase());
    _tracker.fire(context.unknown ?? 'fallback_name');
    Widget1(onEvent: (n) => _tracker.fire('cb_$n'));
    try {
      await _hog.getFeatureFlag('b-try');
    } catch (e) {
      _tracker.fire('caught');
    }
    _hog.capture(eventName: '''triple''');
    _hog.capture(eventName: "dq's \u00e9 \$x");
    _hog.register('no_register', 1);
    _hog.capture(
      // eventName: 'in_comment',
      eventName: 'after_comment',
    );
    return Future.delayed(Duration.zero, () => _hog.capture(eventName: 'delayed'));
  }

  void shadow(Posthog Posthog2, Logger posthog, String kName) {
    final x = Logger();
    x.capture(eventName: 'no_logger');
    posthog.log('no_log');
  }
}

void param(dynamic ph, dynamic posthogClient, dynamic client) {
  ph.capture(eventName: 'by_ph');
  posthogClient.isFeatureEnabled('by-name');
  client.capture(eventName: 'no_client');
}
