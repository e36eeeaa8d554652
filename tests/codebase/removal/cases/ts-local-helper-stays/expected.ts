const OLD_LIMIT = 5

function editOne(row: Row) {
  return row.edit(OLD_LIMIT)
}

export function edit(posthog: PostHog, rows: Row[], old: Editor) {
  const sorted = rows.sort()
  return editAll(rows)
}
