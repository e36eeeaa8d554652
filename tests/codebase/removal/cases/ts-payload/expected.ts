export function size(posthog: PostHog): number {
  if (!posthog.isFeatureEnabled('bulk-edit')) return 1
  return posthog.getFeatureFlagPayload('bulk-edit').size
}
