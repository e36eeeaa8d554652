import posthog from 'posthog-js'

const FLAGS = {
  // shown to everybody
  sidebar: 'sidebar',
} as const

export function canEdit(rows: Row[]): number {
  if (posthog.isFeatureEnabled(FLAGS.sidebar)) return 0
  return rows.length
}
