export function find(posthog: PostHog, rows: Row[]) {
  search: if (posthog.isFeatureEnabled('bulk-edit')) {
    for (const row of rows) if (row.open) break search
    mark(rows)
  }
  close(rows)
}
