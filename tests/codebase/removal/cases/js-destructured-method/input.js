export function edit(posthog, rows) {
  const { isFeatureEnabled, capture } = posthog
  capture('edit')
  if (isFeatureEnabled('bulk-edit')) {
    editAll(rows)
  }
}
