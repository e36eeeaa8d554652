export function edit(posthog: PostHog, rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) {
    var picked = rows.length
  }
  return picked || 1
}
