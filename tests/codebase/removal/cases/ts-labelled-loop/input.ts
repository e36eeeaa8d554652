export function find(posthog: PostHog, rows: Row[]) {
  outer: for (const row of rows) {
    for (const part of row.parts) {
      if (posthog.isFeatureEnabled('bulk-edit')) continue outer
      if (part.open) break outer
    }
  }
}
