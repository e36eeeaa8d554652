export function edit(posthog: PostHog, rows: Row[]) {
  const bulk = posthog.isFeatureEnabled('bulk-edit')
  const single = !bulk
  const several = bulk && rows.length > 1
  if (several) return editAll(rows)
  return single ? rows.map(editOne) : editAll(rows)
}
