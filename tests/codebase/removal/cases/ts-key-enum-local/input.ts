enum Flag {
  BulkEdit = 'bulk-edit',
  Sidebar = 'sidebar',
}

export function canEdit(posthog: PostHog, rows: Row[]): number {
  if (posthog.isFeatureEnabled(Flag.BulkEdit)) return rows.length
  return posthog.isFeatureEnabled(Flag.Sidebar) ? 0 : 1
}
