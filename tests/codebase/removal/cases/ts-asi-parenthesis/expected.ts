export function find(posthog: PostHog, rows: Row[]) {
  load(rows)
  if (posthog.isFeatureEnabled('bulk-edit')) { mark(rows) }
  (rows[0] ?? none).open()
}
