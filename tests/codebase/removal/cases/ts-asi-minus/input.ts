export function find(posthog: PostHog, rows: Row[]) {
  let n = rows.length
  if (posthog.isFeatureEnabled('bulk-edit')) { mark(rows) }
  +n
  return n
}
