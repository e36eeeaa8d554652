let key = 'bulk-edit'
if (process.env.CANARY) key = 'bulk-edit-canary'

export function canEdit(posthog: PostHog, rows: Row[]): number {
  return posthog.isFeatureEnabled(key) ? rows.length : 1
}
