import posthog from 'posthog-js'

function isOn(key: string) {
  return posthog.isFeatureEnabled(key)
}

export function select(rows: Row[]) {
  if (isOn('bulk-edit')) return editAll(rows)
  return editOne(rows[0])
}
