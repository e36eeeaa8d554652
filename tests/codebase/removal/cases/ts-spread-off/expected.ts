export function body(posthog: PostHog, rows: Row[]) {
  return {
    rows,
    ...(posthog.isFeatureEnabled('bulk-edit') && { marked: rows.filter(isMarked) }),
  }
}
