import 'package:posthog_flutter/posthog_flutter.dart' as ph;
import 'package:shop/src/events.dart';

abstract class Tracker {
  Future<void> track(String event, {Map<String, Object>? properties});
  Future<bool> isOn(String flag);
}

class PosthogTracker implements Tracker {
  PosthogTracker({ph.Posthog? client}) : _client = client ?? ph.Posthog();

  final ph.Posthog _client;

  @override
  Future<void> track(String event, {Map<String, Object>? properties}) async {
    await _client.capture(eventName: event, properties: properties);
  }

  @override
  Future<bool> isOn(String flag) => _client.isFeatureEnabled(flag);
}

class Analytics {
  Analytics._();
  static final Analytics instance = Analytics._();
  factory Analytics() => instance;

  final _posthog = ph.Posthog();

  void log(AppEvent event) => _posthog.capture(eventName: event.key);

  void screenSeen({required String name, String area = 'main'}) {
    _posthog.capture(eventName: '${area}_$name');
  }

  static Future<void> send(String event, [Map<String, Object>? extra]) async {
    await ph.Posthog().capture(eventName: event, properties: extra);
  }

  Future<bool> get checkoutOn async => await _posthog.isFeatureEnabled('a-checkout');

  Future<bool> betaOn() async {
    final on = await _posthog.isFeatureEnabled('a-beta');
    return on;
  }
}

void track(String event) => ph.Posthog().capture(eventName: event);

Future<bool> flagOn(String key, {bool fallback = false}) async {
  return await ph.Posthog().isFeatureEnabled(key) ?? fallback;
}

extension TrackExt on ph.Posthog {
  Future<void> logNamed(Named n) => capture(eventName: n.key);
}

extension FlagExt on Flags {
  Future<bool> enabled() => ph.Posthog().isFeatureEnabled(name);
}

mixin Tracked {
  void trackMixed(String e) {
    ph.Posthog().capture(eventName: 'mixed_$e');
  }
}
