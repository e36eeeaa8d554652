export function edit(posthog: PostHog, rows: Row[]) {
  const bulk = posthog.isFeatureEnabled('bulk-edit')
  if (bulk) mark(rows)
  capture('edit', { bulk })
}
