import posthog from 'posthog-js'

const FLAGS = {
  // shown to everybody
  sidebar: 'sidebar',
  // rolled out
  bulkEdit: 'bulk-edit',
} as const

export function canEdit(rows: Row[]): number {
  if (posthog.isFeatureEnabled(FLAGS.sidebar)) return 0
  return posthog.isFeatureEnabled(FLAGS.bulkEdit) ? rows.length : 1
}
