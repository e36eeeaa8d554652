export function find(posthog: PostHog, rows: Row[]) {
  const open = load
  if (posthog.isFeatureEnabled('bulk-edit')) { mark(rows) }
  `${open}`.trim()
}
