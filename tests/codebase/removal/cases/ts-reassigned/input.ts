export function edit(posthog: PostHog, rows: Row[]) {
  let bulk = posthog.isFeatureEnabled('bulk-edit')
  if (rows.length > 500) bulk = false
  return bulk ? editAll(rows) : rows.map(editOne)
}
