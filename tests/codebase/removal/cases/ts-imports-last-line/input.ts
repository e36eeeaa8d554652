import {
  editAll, // at once
  editOne
} from './edit'

enum Key {
  Sidebar = 'sidebar',
  BulkEdit = 'bulk-edit'
}

export function edit(posthog: PostHog, rows: Row[]) {
  if (posthog.isFeatureEnabled(Key.Sidebar)) return none
  return posthog.isFeatureEnabled(Key.BulkEdit) ? editAll(rows) : rows.map(editOne)
}
