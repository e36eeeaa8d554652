export function edit(posthog, rows) {
  const { isFeatureEnabled, capture } = posthog
  capture('edit')
  editAll(rows)
}
