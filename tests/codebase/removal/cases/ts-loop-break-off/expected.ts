export function first(posthog: PostHog, rows: Row[]): Row | undefined {
  for (const row of rows) {
    if (row.final) return row
  }
  return undefined
}
