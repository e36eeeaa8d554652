export function size(posthog: PostHog, nav: Nav): number {
  const arm = posthog.getFeatureFlag('new-nav') as string
  if (['test', 'test-b'].includes(arm)) nav.open()
  return !['control', 'holdout'].includes(arm) ? nav.size : nav.oldSize
}
