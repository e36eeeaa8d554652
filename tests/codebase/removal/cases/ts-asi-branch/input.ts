export function find(posthog: PostHog, rows: Row[]) {
  load(rows)
  if (posthog.isFeatureEnabled('bulk-edit')) {
    [rows[0], rows[1]].forEach(mark)
  }
}
