export function open(posthog: PostHog, nav: Nav) {
  if (nav.size === 1 || nav.size > 3) nav.open()
  if (nav.ready && !nav.closed) nav.show()
  if (nav.ready || (nav.size && nav.wide)) nav.fold()
  return (nav.size === 2) === nav.wide
}
