<p>PostHog::capture(['event' => 'markup']);</p>
<?php
use PostHog\PostHog as PH;

PH::init('phc_static', ['host' => 'x']);
PH::capture(['distinctId' => 'u', 'event' => 'aliased']);
\PostHog\PostHog::capture(['distinctId' => 'u', 'event' => 'qualified']);
$client = new \PostHog\Client(getenv('KEY'));
$client->capture(array('event' => 'qualified_new'));
function client(): \PostHog\Client {
    static $made = null;
    return $made ??= new \PostHog\Client('phc_made');
}
client()->capture(['event' => 'from_function']);
function legacy() {
    global $client;
    $client->capture(['event' => 'global']);
    $posthog = unknown_factory();
    $posthog->capture(['event' => 'by_name']);
    $this->posthogClient->capture(['event' => 'by_field_name']);
}
$cond = $x ? new \PostHog\Client('phc_c') : null;
$cond?->capture(['event' => 'conditional']);
?>
<div><?php PH::capture(['event' => 'in_markup']);
?></div>
<a onclick="posthog.capture('inline_js')"><?= PH::isFeatureEnabled('echoed', 'u') ? 'a' : 'b' ?></a>
<?php if (PH::isFeatureEnabled('alt-syntax', $u)):
?>
<b>x</b>
<?php endif;
PH::init(apiKey: 'phc_named', options: []);
