@if(PostHog::isFeatureEnabled('blade-text', $u))
<b>{{ PostHog::getFeatureFlag('blade-echo', 'u') }}</b>
@endif
<?php if (\PostHog\PostHog::isFeatureEnabled('blade-php', 'u')) { ?> <?php }
?>
