export function open(posthog: PostHog, nav: Nav) {
  const view = new WideView(nav)
  const side = new views.Wide(nav)
  const size = (nav.inner?.size).width
  const made = new (find(nav))(nav)
  return open(view, side, size, made)
}
