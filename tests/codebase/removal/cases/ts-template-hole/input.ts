export function title(posthog: PostHog, rows: Row[]): string {
  return `Edit ${posthog.isFeatureEnabled('bulk-edit') ? `all ${rows.length}` : 'one'} of ${rows.length}
    ${posthog.isFeatureEnabled('bulk-edit') ? rows.map((r) => r.id) : ''}`
}
