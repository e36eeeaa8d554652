export function edit(posthog: PostHog, rows: Row[]) {
  const pick = (row: Row) => {
    return row.group
  }
  rows.forEach(function (row) {
    row.mark(pick(row))
  })
}
