export function sum(posthog: PostHog, rows: Row[]): number {
  let total = 0
  for (const row of rows) {
    if (row.final) total += row.amount
    continue
  }
  return total
}
