import posthog from 'posthog-js'

// everybody has it
function canBulkEdit(): boolean {
  return posthog.isFeatureEnabled('bulk-edit')
}

export function edit(rows: Row[]) {
  if (canBulkEdit()) editAll(rows)
  else rows.forEach(editOne)
}
