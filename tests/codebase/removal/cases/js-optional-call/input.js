export function edit(rows) {
  if (window.posthog?.isFeatureEnabled?.('bulk-edit')) {
    editAll(rows)
  }
}
