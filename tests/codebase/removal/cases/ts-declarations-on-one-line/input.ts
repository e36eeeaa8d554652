export function size(posthog: PostHog, nav: Nav) {
  const gap = 4; const on = posthog.isFeatureEnabled('new-nav'); let size = on ? nav.size : 0
  return size + gap
}
