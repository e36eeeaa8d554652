<?php
use PostHog\PostHog;
use PostHog\Client;
use PostHog\FeatureFlagEvaluations;

const GATE = 'gate-const';
enum Flag: string { case Beta = 'enum-beta'; case Alpha = 'enum-alpha'; }

function flags(Client $c, string $u, string $unknown)
{
    PostHog::isFeatureEnabled('f-enabled', $u);
    PostHog::isFeatureEnabled(key: 'f-named', distinctId: $u);
    PostHog::isFeatureEnabled(distinctId: $u, key: 'f-named-order');
    $c->getFeatureFlag(GATE, $u, ['company' => 'x']);
    $c->getFeatureFlagPayload(Flag::Beta->value, $u);
    $c->getFeatureFlagResult('f-result', $u)?->enabled;
    $all = PostHog::getAllFlags($u);
    if ($all['f-all'] ?? false) {
    }
    if (isset($all['f-isset'])) {
    }
    $one = $c->getAllFlags($u)['f-direct'];
    if (array_key_exists('f-exists', $all)) {
    }
    $snap = $c->evaluateFlags($u);
    if ($snap->isEnabled('s-enabled')) {
    }
    $snap->getFlag('s-get');
    $snap->getFlagPayload(key: 's-payload');
    PostHog::evaluateFlags($u, flagKeys: ['s-req-a', 's-req-b']);
    $snap->only(['s-only']);
    hand($snap);
    typed($snap);
    PostHog::capture(['distinctId' => $u, 'event' => 'e', 'flags' => $snap]);
    match (PostHog::getFeatureFlag('f-match', $u)) {
        'a' => 1,
        default => 2,
    };
    PostHog::isFeatureEnabled($unknown, $u);
    $f = PostHog::isFeatureEnabled(...);
    $f('f-callable', $u);
    foreach (Flag::cases() as $flag) {
        PostHog::isFeatureEnabled($flag->value, $u);
    }
    if ('control' === PostHog::getFeatureFlag('f-yoda', $u)) {
    }
    $enabled = PostHog::isFeatureEnabled('f-local', $u) && !PostHog::isFeatureEnabled('f-local2', $u);
}

function hand($snap) { return $snap->isEnabled('h-hand'); }
function typed(FeatureFlagEvaluations $s) { $s->getFlag('h-typed'); }
function all_of(string $u) { return PostHog::getAllFlags($u); }
$x = all_of('u')['r-returned'];

class Gate
{
    private bool $on;
    public function __construct(private Client $client) { $this->on = $client->isFeatureEnabled('g-ctor', 'u') ?? false; }
    public function variant(): ?string { $v = $this->client->getFeatureFlag('g-variant', 'u'); return $v; }
    public function go() { return $this->variant() === 'test'; }
}
class Page { public function __construct(private Gate $gate) {} function go() { return $this->gate->variant(); } }
