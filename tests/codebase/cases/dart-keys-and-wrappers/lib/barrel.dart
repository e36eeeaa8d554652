export 'src/analytics.dart' hide flagOn;
export 'src/events.dart';
export 'src/analytics.dart' show flagOn;
