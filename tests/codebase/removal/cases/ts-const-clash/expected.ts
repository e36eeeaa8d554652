export function edit(posthog: PostHog, rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) {
    const first = rows[0]
    mark(first)
  }
  for (const row of rows) {
    const first = row.parts[0]
    mark(first)
  }
}
