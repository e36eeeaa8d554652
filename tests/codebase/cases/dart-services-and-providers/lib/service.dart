import 'package:posthog_flutter/posthog_flutter.dart';

class Flag {
  const Flag(this.key, {this.owner});
  final String key;
  final String? owner;
}

abstract final class FlagKeys {
  static const dark = Flag('b-dark', owner: 'x');
  static const light = Flag('b-light');
}

class FlagService {
  static FlagService? _instance;
  static FlagService get instance => _instance ??= FlagService._(Posthog());
  FlagService._(this._hog);
  final Posthog _hog;

  Future<bool> enabled(Flag flag) async {
    final value = await _hog.isFeatureEnabled(flag.key);
    return value;
  }

  Future<Object?> payload(String key) {
    return _hog.getFeatureFlagPayload(key);
  }

  bool _cached = false;
  Future<void> warm() async {
    _cached = await _hog.isFeatureEnabled('b-warm');
    if (!await _hog.isFeatureEnabled('b-cond')) return;
  }
}

class Base {
  Base(this.tracker);
  final EventTracker tracker;
  void emit(String e, {String prefix = 'base'}) => tracker.fire('$prefix.$e');
}

class Child extends Base {
  Child(super.tracker);
  void go() {
    emit('go');
    super.emit('stop', prefix: 'child');
    this.emit('wait');
  }
}

class EventTracker {
  EventTracker(this.posthog, {required this.source});
  final Posthog posthog;
  final String source;

  void fire(String name, [Map<String, Object>? props]) {
    posthog.capture(eventName: name, properties: {...?props, 'source': source});
  }
}

class OldApi {
  static void run() {
    Posthog.capture(eventName: 'static_capture');
    Posthog.isFeatureEnabled('b-static');
  }
}

typedef Emit = void Function(String name);

class Widget1 {
  final Emit onEvent;
  Widget1({required this.onEvent});
}

final analyticsProvider = Provider<EventTracker>((ref) => EventTracker(Posthog(), source: 'p'));
final hogProvider = Provider((ref) => Posthog());

class Gate extends StatelessWidget {
  const Gate({required this.flag, required this.child});
  final String flag;
  final Object child;
  Object build(Object context) {
    return FutureBuilder(future: Posthog().isFeatureEnabled(flag), builder: (c, s) => child);
  }
}

Future<bool> isNewHome() => Posthog().isFeatureEnabled('b-home');
Future<bool> isOldHome() async => !(await isNewHome());
