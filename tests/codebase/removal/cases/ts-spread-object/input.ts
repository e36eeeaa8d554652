export function body(posthog: PostHog, rows: Row[]) {
  return {
    rows,
    ...(posthog.isFeatureEnabled('bulk-edit') ? { bulk: rows.length } : { single: 1 }),
    ...(posthog.isFeatureEnabled('bulk-edit') && { marked: rows.filter(isMarked) }),
  }
}
