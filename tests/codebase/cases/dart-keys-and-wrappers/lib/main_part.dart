part of 'main.dart';

void fromPart(Camera camera, FirebaseAnalytics analytics) {
  track('in_part');
  tracker.track('part_tracker');
  camera.capture(eventName: 'no_camera');
  analytics.logEvent(name: 'no_firebase');
  // Posthog().capture(eventName: 'no_comment');
  /// Posthog().capture(eventName: 'no_doc');
  Posthog().identify(userId: 'no_identify');
  Posthog().screen(screenName: 'no_screen');
}
