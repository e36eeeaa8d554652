<?php

namespace App\Services;

use App\Enums\FlagName;
use PostHog\PostHog as Hog;

enum AnalyticsEvent: string
{
    case SignedUp = 'signed_up';
    case LoggedIn = 'logged_in';
    public function prefixed(): string { return 'app.' . $this->value; }
    public function label(): string { return match ($this) { self::SignedUp => 'label_signed', self::LoggedIn => 'label_logged' }; }
}

abstract class Event
{
    public const NAME = '';
    abstract public function name(): string;
    public function send(string $user): void
    {
        Hog::capture(['distinctId' => $user, 'event' => $this->name()]);
    }
}

final class OrderPlaced extends Event { public function name(): string { return 'order_placed'; } }
final class OrderPaid extends Event { public function name(): string { return 'order_paid'; } }

class AnalyticsManager
{
    private static ?AnalyticsManager $instance = null;
    private array $defaults = ['plan' => 'x'];
    private $client;

    private function __construct() { $this->client = new \PostHog\Client($_ENV['KEY']); }

    public static function instance(): self
    {
        if (is_null(self::$instance)) {
            self::$instance = new self();
        }
        return self::$instance;
    }

    public function record(AnalyticsEvent $event, array $props = []): self
    {
        $this->client->capture([
            'distinctId' => $this->id(),
            'event' => $event->value,
            'properties' => array_merge($this->defaults, $props),
        ]);
        return $this;
    }

    public function raw(string $event): static { $this->client->capture(['event' => $event, 'distinctId' => 'u']); return $this; }

    public function flag(FlagName|string $flag): bool
    {
        $key = $flag instanceof FlagName ? $flag->value : $flag;
        return (bool) $this->client->isFeatureEnabled($key, $this->id());
    }

    private function id(): string { return 'x'; }
}

function run(AnalyticsManager $m, string $user): void
{
    AnalyticsManager::instance()->record(AnalyticsEvent::SignedUp);
    AnalyticsManager::instance()
        ->raw('first_in_chain')
        ->raw('second_in_chain');
    $m->record(event: AnalyticsEvent::LoggedIn, props: []);
    if ($m->flag(FlagName::NewCheckout)) {
    }
    if ($m->flag('string-flag')) {
    }
    Hog::capture(['event' => AnalyticsEvent::SignedUp->prefixed()]);
    Hog::capture(['event' => AnalyticsEvent::LoggedIn->label()]);
    $payload = [
        'event' => 'payload_event',
        'distinctId' => $user,
    ];
    if ($user !== 'x') {
        $payload['properties'] = ['event' => 'nested'];
    }
    Hog::capture($payload);
    $events = ['a' => 'table_a', 'b' => 'table_b'];
    Hog::capture(['event' => $events['b']]);
    Hog::capture(['event' => $events[$user] ?? 'table_default']);
    try {
        Hog::capture(['event' => 'in_try']);
    } catch (\Throwable $e) {
        Hog::capture(['event' => 'in_catch']);
    } finally {
        Hog::capture(['event' => 'in_finally']);
    }
    $send = [AnalyticsManager::instance(), 'raw'];
    $lookup = Hog::isFeatureEnabled('in-array', $user) ? ['x'] : [];
    return;
}

class Shadow
{
    public function a(string $event): void { $event = 'shadowed'; Hog::capture(['event' => $event]); }
    public function b(): void { $name = 'b_local'; $f = function () { $name = 'inner'; return $name; }; Hog::capture(['event' => $name]); }
    public function c($x): void { $k = 'c_one'; $k = $x; Hog::capture(['event' => $k]); }
    public function d(): void { $n = 0; while ($n < 3) { $key = "loop_{$n}"; Hog::capture(['event' => $key]); $n++; } }
    public function e(): void { static $once = 'static_once'; Hog::capture(['event' => $once]); }
    public function f(?string $e = null): void { Hog::capture(['event' => $e ?? 'f_default']); }
    public function g(): string { return $this->pick('x') ? 'ga' : 'gb'; }
    public function h(): void { Hog::capture(['event' => $this->g()]); }
}

new class { public function go() { Hog::capture(['event' => 'in_anonymous']); } };

function with_flag(string $flag, callable $then) { if (Hog::isFeatureEnabled($flag, 'u')) { $then(); } }
with_flag('callback-flag', fn () => Hog::capture(['event' => 'in_callback']));
function variant(string $user): string { return Hog::getFeatureFlag('variant-fn', $user) ?: 'control'; }
$v = variant('u');
switch (variant('u')) { case 'a': break; }
