import 'package:mocktail/mocktail.dart';
import 'package:posthog_flutter/posthog_flutter.dart';

class MockPosthog extends Mock implements Posthog {}

void main() {
  final posthog = MockPosthog();
  when(() => posthog.capture(eventName: 'no_mock_when')).thenAnswer((_) async {});
  when(() => posthog.isFeatureEnabled('no_mock_flag')).thenAnswer((_) async => true);
  verify(() => posthog.capture(eventName: 'no_mock_verify')).called(1);
}
