export function* parts(posthog, rows) {
  yield rows[0]
  if (posthog.isFeatureEnabled('bulk-edit')) {
    yield* rows.slice(1)
  }
}
