export function edit(posthog: PostHog, rows: Row[]) {
  prepare(rows)
  if (posthog.isFeatureEnabled('bulk-edit')) {
    return editAll(rows)
  }
  return rows.map(editOne)

  function prepare(all: Row[]) {
    all.sort()
  }
}
