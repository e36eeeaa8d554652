export function edit(rows: Row[], bulk = posthog.isFeatureEnabled('bulk-edit')) {
  return bulk ? editAll(rows) : rows.map(editOne)
}
