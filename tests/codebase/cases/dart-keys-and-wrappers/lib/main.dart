import 'package:flutter/material.dart';
import 'package:posthog_flutter/posthog_flutter.dart';
import 'package:shop/barrel.dart';

part 'main_part.dart';

final tracker = PosthogTracker();

Future<void> main() async {
  final config = PostHogConfig('phc_dart');
  await Posthog().setup(config);
  track(kOpened);
  track('plain');
  track(kJoined);
  Analytics.send(Events.paid);
  await Analytics.send(Events.closed, {'x': 1});
  Analytics.instance.log(AppEvent.tapped);
  Analytics().screenSeen(name: 'home');
  Analytics().screenSeen(name: 'cart', area: 'shop');
  if (await Analytics.instance.checkoutOn) {}
  final beta = await Analytics().betaOn();
  await tracker.track('via_tracker');
  if (await tracker.isOn('a-tracker-flag')) {}
  if (await flagOn('a-top-flag')) {}
  Posthog().logNamed(Named.second);
  await Flags.newCart.enabled();
  Posthog().capture(eventName: Events.table['one']!);
  Posthog().capture(eventName: r'raw\w$x');
  Posthog().capture(eventName: 'it\'s ' "two");
  Posthog().capture(eventName: 'with_props', properties: {
    '\$feature/a-prop': true,
    r'$feature/a-raw': 'x',
    'event': 'not_me',
  });
  Posthog()
    ..capture(eventName: 'cascade_one')
    ..capture(eventName: 'cascade_two');
  await Posthog()
      .capture(
        eventName: 'multi_line',
      );
  final payload = await Posthog().getFeatureFlagPayload('a-payload');
  await Posthog().captureFeatureView('a-view');
  await Posthog().captureFeatureInteraction('a-interact');
  Posthog().capture(eventName: 'dyn_${DateTime.now()}');
  Posthog().capture(eventName: AppEvent.swiped.full);
  Posthog().capture(eventName: Flags.oldCart.name);
  for (final e in AppEvent.values) {
    Posthog().capture(eventName: e.key);
  }
  ['each_a', 'each_b'].forEach((e) => Posthog().capture(eventName: e));
  final name = beta ? 'tern_a' : 'tern_b';
  Posthog().capture(eventName: name);
  final sw = switch (payload) { 'x' => 'sw_a', _ => 'sw_b' };
  Posthog().capture(eventName: sw);
}

class HomePage extends StatelessWidget with Tracked {
  const HomePage({super.key, required this.tracker, this.posthog});
  final Tracker tracker;
  final Posthog? posthog;

  @override
  Widget build(BuildContext context) {
    return ElevatedButton(
      onPressed: () {
        tracker.track('pressed');
        posthog?.capture(eventName: 'maybe_pressed');
        trackMixed('press');
        context.read<Analytics>().log(AppEvent.swiped);
        Provider.of<Tracker>(context, listen: false).track('provided');
        GetIt.I<PosthogTracker>().track('located');
      },
      child: Text('x'),
    );
  }
}
