export function edit(posthog: PostHog, rows: Row[]) {
  let bulk
  bulk = posthog.isFeatureEnabled('bulk-edit')
  return bulk ? editAll(rows) : rows.map(editOne)
}
