export function edit(posthog: PostHog, rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) {
    const first = rows[0]
    mark(first)
  }
  close(rows)
}
