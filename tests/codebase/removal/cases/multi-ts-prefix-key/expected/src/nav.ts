import posthog from 'posthog-js'

export function links() {
  if (posthog.isFeatureEnabled('nav-mobile')) return mobileLinks
  return oldLinks
}
