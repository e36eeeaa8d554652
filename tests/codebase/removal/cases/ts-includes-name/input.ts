export function size(posthog: PostHog, nav: Nav): number {
  return ['test', nav.arm].includes(posthog.getFeatureFlag('new-nav')) ? nav.size : nav.oldSize
}
