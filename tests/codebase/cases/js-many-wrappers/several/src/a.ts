import posthog from 'posthog-js'
function both(flag: string, event: string) {
  if (posthog.isFeatureEnabled(flag)) posthog.capture(event)
  posthog.capture('sv_fixed')
  return posthog.getFeatureFlag(`${flag}-variant`)
}
both('sv_flag', 'sv_event')
const two = () => posthog.isFeatureEnabled('sv_a') && posthog.isFeatureEnabled('sv_b')
