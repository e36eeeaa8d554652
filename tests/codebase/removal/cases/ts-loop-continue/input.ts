export function sum(posthog: PostHog, rows: Row[]): number {
  let total = 0
  for (const row of rows) {
    if (posthog.isFeatureEnabled('skip-drafts')) {
      if (row.final) total += row.amount
      continue
    }

    // drafts count as well
    total += row.amount
  }
  return total
}
