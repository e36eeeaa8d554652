enum Flag {
  Sidebar = 'sidebar',
}

export function canEdit(posthog: PostHog, rows: Row[]): number {
  return posthog.isFeatureEnabled(Flag.Sidebar) ? 0 : 1
}
