export function find(posthog: PostHog, rows: Row[]) {
  search: {
    for (const row of rows) if (row.open) break search
    mark(rows)
  }
  close(rows)
}
