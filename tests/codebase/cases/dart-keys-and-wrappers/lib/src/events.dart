const kOpened = 'a_opened';
const kPrefix = 'app_';
const kJoined = '${kPrefix}joined';

class Events {
  Events._();
  static const String paid = 'a_paid';
  static const closed = 'a_closed';
  static const table = {'one': 'a_one', 'two': 'a_two'};
}

enum AppEvent {
  tapped('a_tapped'),
  swiped('a_swiped');

  const AppEvent(this.key);
  final String key;
  String get full => 'full_$key';
}

enum Flags { newCart, oldCart }

enum Named {
  first(key: 'n_first', label: 'First'),
  second(key: 'n_second', label: 'Second');

  const Named({required this.key, required this.label});
  final String label;
  final String key;

  bool get isOn => false;
}
