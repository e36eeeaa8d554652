export function edit(posthog: PostHog, rows: Row[]) {
  const bulk = posthog.isFeatureEnabled('bulk-edit')
  const pick = (row: Row) => {
    if (!bulk) return row.id
    return row.group
  }
  rows.forEach(function (row) {
    row.mark(bulk ? pick(row) : undefined)
  })
}
