export function open(posthog: PostHog, nav: Nav) {
  const on = posthog.isFeatureEnabled('new-nav')
  const view = new (on ? WideView : View)(nav)
  const side = new (on ? views.Wide : View)(nav)
  const size = (on ? nav.inner?.size : nav.size).width
  const made = new (on ? find(nav) : View)(nav)
  return (on ? open : fold)(view, side, size, made)
}
