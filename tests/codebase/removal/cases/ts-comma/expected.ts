export function find(posthog: PostHog, rows: Row[]) {
  return (posthog.isFeatureEnabled('bulk-edit'), rows.length)
}
