<?php
namespace App\Web;

use App\Lib\{Tracker, PostHogTracker as PT, BaseTracker, Job, Tracks};
use App\Lib;
use function App\Lib\track;
use function App\Lib\{track_message, track_built, flag, is_new, track_all, forward as fwd};

class Web
{
    use Tracks;

    public function __construct(
        private Tracker $tracker,
        private PT $pt,
        private readonly \PostHog\Client $posthog,
    ) {}

    public function run(string $user): void
    {
        track('w_function');
        track(event: 'w_named', user: $user);
        track(props: [], event: 'w_named_order');
        Lib\track('w_relative');
        \App\Lib\track('w_absolute');
        track_message(['distinctId' => 'u', 'event' => 'w_message']);
        track_built('one');
        if (flag('w-flag', $user)) {
        }
        if (!is_new($user)) {
        }
        track_all('w_var_a', 'w_var_b');
        fwd('w_forward');
        Lib\with_default();
        Lib\with_default('w_given');
        $this->fire('w_trait');
        self::fireStatic('w_trait_static');
        $this->tracker->track('w_interface');
        $this->pt->track('w_override');
        $this->pt->prefixed('paid');
        PT::getInstance()->track('w_singleton');
        PT::getInstance()->prefixed('paid');
        PT::quick('w_static');
        if ($this->pt->isRail()) {
        }
        if ($this->pt->enabled('w-enabled')) {
        }
        dispatch(new Job('w_job'));
        Job::dispatch('w_dispatch');
        $t = track(...);
        $t('w_first_class');
        $m = $this->pt->track(...);
        $m('w_method_callable');
        $send = fn ($e) => track($e);
        $send('w_arrow');
        array_map(fn (string $e) => track($e), ['w_map_a', 'w_map_b']);
        foreach (['w_each_a', 'w_each_b'] as $e) {
            track($e);
        }
        track($user);
        track("w_{$user}");
        $this->track('not_a_wrapper');
    }

    private function track(string $x): void {}
}

class Other extends BaseTracker
{
    public function go(): void
    {
        $this->track('w_inherited');
        $this->client->capture(['event' => 'w_protected']);
        parent::track('w_parent');
    }
}

class Elsewhere
{
    public function go(callable $track, Unknown $tracker): void
    {
        $track('nothing');
        $tracker->track('nothing_2');
        track('w_same_name_function');
    }
}
