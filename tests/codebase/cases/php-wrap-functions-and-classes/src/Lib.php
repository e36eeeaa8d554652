<?php
namespace App\Lib;

use PostHog\Client;
use PostHog\PostHog;

function track(string $event, array $props = [], string $user = 'anon'): void
{
    PostHog::capture(['distinctId' => $user, 'event' => $event, 'properties' => $props]);
}

function track_message(array $message): void { PostHog::capture($message); }

function track_built(string $what): void
{
    $m = ['distinctId' => 'u'];
    $m['event'] = "built_{$what}";
    PostHog::capture($m);
}

function flag(string $key, string $user): bool
{
    return (bool) PostHog::isFeatureEnabled($key, $user);
}

function is_new(string $user): bool
{
    return PostHog::isFeatureEnabled('fixed-new', $user) ?? false;
}

function track_all(string ...$events): void
{
    foreach ($events as $event) {
        PostHog::capture(['distinctId' => 'u', 'event' => $event]);
    }
}

function forward(...$args): void { track(...$args); }

function with_default(string $event = 'default_event'): void { track($event); }

function never_called(string $event): void
{
    PostHog::capture(['event' => $event]);
}

trait Tracks
{
    protected function fire(string $event): void
    {
        $this->posthog->capture(['distinctId' => 'u', 'event' => $event]);
    }

    public static function fireStatic(string $event): void { PostHog::capture(['event' => $event]); }
}

interface Tracker { public function track(string $event, array $props = []): void; }

abstract class BaseTracker implements Tracker
{
    public function __construct(protected Client $client, protected string $prefix = 'x') {}

    public function track(string $event, array $props = []): void
    {
        $this->send($event, $props);
    }

    private function send(string $event, array $props): void
    {
        $this->client->capture(['event' => $event, 'distinctId' => 'u', 'properties' => $props]);
    }

    public function prefixed(string $verb): void { $this->send("{$this->prefix}_{$verb}", []); }

    public function enabled(string $key): bool { return $this->client->isFeatureEnabled($key, 'u') === true; }

}

final class PostHogTracker extends BaseTracker
{
    private static ?self $instance = null;

    public static function getInstance(): static
    {
        return self::$instance ??= new static(new Client('phc'), 'shop');
    }

    public function track(string $event, array $props = []): void { parent::track($event, $props); }

    public static function quick(string $event): void { self::getInstance()->track($event); }

    public function isRail(): bool { return $this->enabled('rail-flag'); }
}

final class NullTracker implements Tracker { public function track(string $event, array $props = []): void {} }

final class Job
{
    public function __construct(private string $event) {}

    public function handle(Client $client): void { $client->capture(['event' => $this->event]); }
}
