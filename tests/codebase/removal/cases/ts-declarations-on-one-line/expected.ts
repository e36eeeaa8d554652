export function size(posthog: PostHog, nav: Nav) {
  const gap = 4; let size = nav.size
  return size + gap
}
