import posthog from 'posthog-js'

export function canBulkEdit() {
  return posthog.isFeatureEnabled('bulk-edit')
}

export function select(rows: Row[]) {
  return canBulkEdit() ? editAll(rows) : editOne(rows[0])
}
