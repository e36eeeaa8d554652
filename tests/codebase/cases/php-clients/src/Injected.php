<?php

declare(strict_types=1);

namespace App\Billing;

use PostHog\Client as Hog;
use PostHog\{PostHog, Client};
use Psr\Container\ContainerInterface;

final class Billing
{
    private ?Hog $late = null;
    protected Client $plain;
    private static ?Client $shared = null;

    public function __construct(
        private readonly Client $analytics,
        private ?\PostHog\Client $other = null,
        Hog $third,
    ) {
        $this->plain = $third;
        $this->late ??= new Hog('phc_late');
    }

    public function run(string $user, Client $given, ?Client $maybe, Client|null $union): void
    {
        $this->analytics->capture(['distinctId' => $user, 'event' => 'promoted']);
        $this->other?->capture(['distinctId' => $user, 'event' => 'nullsafe']);
        $this->plain->capture(['distinctId' => $user, 'event' => 'assigned']);
        $this->late->capture(['distinctId' => $user, 'event' => 'late']);
        $given->capture(['distinctId' => $user, 'event' => 'given']);
        $maybe?->capture(['distinctId' => $user, 'event' => 'maybe']);
        $union->capture(['distinctId' => $user, 'event' => 'union']);
        self::shared()->capture(['distinctId' => $user, 'event' => 'shared']);
        static::$shared->capture(['distinctId' => $user, 'event' => 'static_prop']);
        $this
            ->analytics
            ->capture([
                'distinctId' => $user,
                'event' => 'chained',
            ]);
        $alias = $this->analytics;
        $alias->capture(['event' => 'alias']);
        (new Hog('phc_x'))->capture(['event' => 'inline']);
        $fn = fn (string $e) => $this->analytics->capture(['event' => $e]);
        $fn('arrow');
        $closure = function (string $e) use ($given): void {
            $given->capture(['event' => $e]);
        };
        $closure('closure');
        if ($c = $this->other) {
            $c->capture(['event' => 'condition']);
        }
        [$first, $second] = [$this->analytics, 3];
        $first->capture(['event' => 'listed']);
    }

    private static function shared(): Client
    {
        if (self::$shared === null) {
            self::$shared = new Client('phc_shared');
        }
        return self::$shared;
    }

    public function container(ContainerInterface $c): void
    {
        $c->get(Client::class)->capture(['event' => 'container']);
        app(Hog::class)->capture(['event' => 'helper']);
        $made = resolve(\PostHog\Client::class);
        $made->capture(['event' => 'resolved']);
    }
}
