import posthog from 'posthog-js'

const FLAGS = {
  sidebar: 'sidebar',
  bulkEdit: 'bulk-edit',
}

export const names = Object.values(FLAGS)

export function canEdit(rows: Row[]): number {
  return posthog.isFeatureEnabled(FLAGS.bulkEdit) ? rows.length : 1
}
