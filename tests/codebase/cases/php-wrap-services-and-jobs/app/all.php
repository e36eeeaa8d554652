<?php
namespace App\Providers;

use Illuminate\Support\ServiceProvider;
use Illuminate\Support\Facades\Facade;
use PostHog\Client;
use PostHog\PostHog;

class AppServiceProvider extends ServiceProvider
{
    public function boot(): void
    {
        PostHog::init(config('services.posthog.key'), ['host' => config('services.posthog.host')]);
        $this->app->singleton(Client::class, fn () => new Client('phc_laravel'));
    }
}

class Analytics
{
    public static function __callStatic($m, $a) {}
    public static function event(string $name, array $props = []): void
    {
        PostHog::capture(['distinctId' => auth()->id(), 'event' => $name, 'properties' => [...$props, '$feature/from-props' => 1]]);
    }
}

class Listener
{
    public function __construct(private readonly AnalyticsService $service) {}
    public function handle(object $e): void { $this->service->capture($e->user, 'l_service'); }
    public function both(): void
    {
        Analytics::event('l_static');
        app(AnalyticsService::class)->capture('u', 'l_app');
        resolve(AnalyticsService::class)->capture('u', 'l_resolve');
        app()->make(AnalyticsService::class)->capture('u', 'l_make');
        TrackEvent::dispatch('l_dispatch', 'u');
        TrackEvent::dispatchAfterResponse('l_after', 'u');
        dispatch(new TrackEvent('l_new', 'u'))->onQueue('x');
        collect(['l_each_a', 'l_each_b'])->each(fn ($e) => Analytics::event($e));
        dispatch(function () { Analytics::event('l_closure'); });
        tap($this->service, fn ($s) => 1);
    }
}

class AnalyticsService
{
    public function __construct(private Client $posthog) {}
    public function capture(string $user, string $event, array $props = []): void
    {
        $this->posthog->capture(['distinctId' => $user, 'event' => $event, 'properties' => $props]);
    }
}

class TrackEvent
{
    use Dispatchable;
    private string $event;
    public function __construct(string $event, private string $user) { $this->event = $event; }
    public function handle(AnalyticsService $service): void { $service->capture($this->user, $this->event); }
}
