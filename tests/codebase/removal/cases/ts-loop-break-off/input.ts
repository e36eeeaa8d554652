export function first(posthog: PostHog, rows: Row[]): Row | undefined {
  for (const row of rows) {
    // nothing to do any more
    if (posthog.isFeatureEnabled('skip-drafts')) break

    if (row.final) return row
  }
  return undefined
}
