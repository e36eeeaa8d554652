<?php
namespace App;

use PostHog\PostHog;
use PostHog\Client;
use Posthog\Posthog as Lower;

interface Analytics { public function event(string $name): void; }
class HogAnalytics implements Analytics
{
    /** @var Client */
    private $hog;
    public function __construct(Client $hog) { $this->hog = $hog; }
    public function event(string $name): void { $this->hog->capture(['distinctId' => 'u', 'event' => $name]); }
}
class FakeAnalytics implements Analytics { public array $seen = []; public function event(string $name): void { $this->seen[] = $name; } }

trait CapturesEvents
{
    abstract protected function client(): Client;
    public function captureEvent(string $e): void { $this->client()->capture(['event' => $e, 'distinctId' => 'u']); }
}

final class Checkout
{
    use CapturesEvents;
    private const EVENTS = ['start' => 'checkout_started', 'done' => 'checkout_done'];
    public function __construct(private Client $c, private Analytics $analytics, protected array $opts = []) {}
    protected function client(): Client { return $this->c; }
    public function go(string $step, array $row): void
    {
        $this->captureEvent('c_trait');
        $this->captureEvent(self::EVENTS['start']);
        $this->captureEvent(self::EVENTS[$step]);
        $this->analytics->event('c_interface');
        $this->analytics->event($row['name']);
        $this->captureEvent('pre_' . $step);
        $name = 'assigned_' . 'twice';
        $this->captureEvent($name);
        ['flag' => $flag] = ['flag' => 'destructured-flag'];
        PostHog::isFeatureEnabled($flag, 'u');
        array_map([$this, 'captureEvent'], ['cb_a', 'cb_b']);
        array_walk($row, fn ($v) => $v);
        if (in_array('x', $row) && PostHog::getFeatureFlag('in-and', 'u') === 'test') {
        }
        $variant = match (PostHog::getFeatureFlag('in-match', 'u')) { 'a' => 'x', default => 'y' };
        echo PostHog::isFeatureEnabled('in-echo', 'u') ? 'on' : 'off';
        $x = fn () => PostHog::isFeatureEnabled('in-arrow', 'u');
        yield PostHog::isFeatureEnabled('in-yield', 'u');
        while (PostHog::isFeatureEnabled('in-while', 'u')) { break; }
        for ($i = 0; PostHog::isFeatureEnabled('in-for', 'u'); $i++) {}
        $arr = ['k' => PostHog::isFeatureEnabled('in-array', 'u')];
        throw_if(PostHog::isFeatureEnabled('in-arg', 'u'));
        return;
    }
}

function track_many(array $events): void { foreach ($events as $e) { PostHog::capture(['event' => $e, 'distinctId' => 'u']); } }
track_many(['many_a', 'many_b']);
function track_opts(array $options): void { PostHog::capture(['event' => $options['name'], 'distinctId' => $options['id'] ?? 'u']); }
track_opts(['name' => 'opts_name', 'id' => 'x']);
function track_prefixed(string $area, string $verb): void { PostHog::capture(['event' => "{$area}:{$verb}", 'distinctId' => 'u']); }
track_prefixed('cart', verb: 'opened');
function both(string $e, string $f): void { if (PostHog::isFeatureEnabled($f, 'u')) { PostHog::capture(['event' => $e]); } }
both('both_event', 'both-flag');
function rec(string $e, int $n): void { if ($n) { rec($e, $n - 1); } PostHog::capture(['event' => $e]); }
rec('recursive', 3);
$w = new class(new Client('x')) { public function __construct(private Client $c) {} public function t(string $e) { $this->c->capture(['event' => $e]); } };
$w->t('anonymous_method');
function chain(): string { return inner_key(); }
function inner_key(): string { return 'chained_key'; }
PostHog::capture(['event' => chain()]);
PostHog::capture(['distinctId' => 'u', 'properties' => ['event' => 'only_nested']]);
class Kernel { public function __call($m, $a) {} public function posthog() { return new Client('x'); } }
(new Kernel())->posthog()->capture(['event' => 'from_method']);
class Reg { private static array $i = []; public static function ph(): Client { return static::$i['c'] ??= new Client('k'); } }
Reg::ph()->capture(['event' => 'from_registry']);
$services['posthog']->capture(['event' => 'array_item']);
$container->posthog->capture(['event' => 'prop_item']);
global $posthog; $posthog->isFeatureEnabled('global-by-name', 'u');
class Gate { public static function enabled(string $f, ?string $u = null): bool { return PostHog::isFeatureEnabled($f, $u ?? 'anon') === true; } }
if (Gate::enabled('static-gate') && !Gate::enabled(f: 'static-gate-named')) {}
final class Ev { const A = 'ev_a'; const B = self::A . '_b'; const MAP = [self::A => 'mapped']; }
PostHog::capture(['event' => Ev::B]);
PostHog::capture(['event' => Ev::MAP[Ev::A]]);
PostHog::capture(['event' => constant('App\Ev::A')]);
PostHog::capture(['event' => ucfirst('x')]);
PostHog::capture(['event' => (string) 'cast_key']);
PostHog::capture(['event' => ('paren_key')]);
PostHog::capture([ "event" => "escaped \$dollar" ]);
PostHog::capture(['event' => 'a' . ($x ? 'b' : 'c')]);
