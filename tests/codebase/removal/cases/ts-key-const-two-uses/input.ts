const KEY = 'bulk-edit'

export function canEdit(posthog: PostHog, rows: Row[]): number {
  register(KEY, posthog.isFeatureEnabled(KEY))
  return posthog.isFeatureEnabled(KEY) ? rows.length : 1
}
