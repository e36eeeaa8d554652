<?php
/**
 * PostHog::capture(['event' => 'doc']);
 */
namespace App;

use LaunchDarkly\LDClient;
use Segment\Segment;
use Mixpanel;
use PHPUnit\Framework\TestCase;
use PostHog\Client;
use PostHog\PostHog;
use Vendor\PostHogLike\Client as LikeClient;

// PostHog::capture(['event' => 'comment']);
# PostHog::capture(['event' => 'hash']);

class Camera { public function capture(array $m) {} public function isFeatureEnabled(string $k) {} }

class NotTest extends TestCase
{
    public function test_it(LDClient $ld, Camera $camera, $client, $analytics, $tracker): void
    {
        $ld->variation('ld-flag', $user, false);
        Segment::track(['event' => 'segment']);
        $mp = Mixpanel::getInstance('x');
        $mp->track('mixpanel');
        $camera->capture(['event' => 'camera']);
        (new Camera())->isFeatureEnabled('camera-flag');
        $client->capture(['event' => 'client']);
        $analytics->capture(['event' => 'analytics']);
        $tracker->isFeatureEnabled('tracker');
        $posthog = new Camera();
        $posthog->capture(['event' => 'not_posthog']);
        PostHog::identify(['distinctId' => 'u']);
        PostHog::alias(['distinctId' => 'u', 'alias' => 'x']);
        PostHog::groupIdentify(['groupType' => 'x']);
        PostHog::captureException(new \Exception('x'));
        PostHog::flush();
        $mock = $this->createMock(Client::class);
        $mock->expects($this->once())->method('capture')->with(['event' => 'mocked']);
        $mock->method('isFeatureEnabled')->willReturn(true);
        $text = "PostHog::capture(['event' => 'text'])";
        $doc = <<<EOT
        PostHog::capture(['event' => 'heredoc']);
        EOT;
        echo '<script>posthog.capture("js")</script>';
        $events->capture('bare');
        capture(['event' => 'function']);
        $like = new LikeClient();
        $like->capture(['event' => 'like']);
        $posthogLogger = new \Monolog\Logger('x');
        $posthogLogger->capture(['event' => 'logger']);
    }
}
