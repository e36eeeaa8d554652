import posthog from 'posthog-js'

const bulk = posthog.isFeatureEnabled('bulk-edit')
const size = 20

export function edit(rows: Row[]) {
  return bulk ? editAll(rows, size) : rows.map(editOne)
}

export const label = () => (bulk ? 'Edit all' : 'Edit')
