<?php
require_once __DIR__ . '/vendor/autoload.php';
PostHog\PostHog::init('phc_plain');
class_alias('PostHog\PostHog', 'PH2');
function plain_track($event, $properties = array()) {
    PostHog\PostHog::capture(array( 'distinctId' => 'x', 'event' => $event, 'properties' => $properties ));
}
plain_track('plain_one');
plain_track( 'plain_two', array( 'a' => 1 ) );
add_action('init', function () { plain_track('plain_hook'); });
function plain_dynamic($post) { plain_track('viewed_' . $post->post_type); }
if (PostHog\PostHog::isFeatureEnabled('plain-flag', 'u')): plain_track('plain_alt'); endif;
