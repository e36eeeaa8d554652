import posthog from 'posthog-js'
import keys from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(keys.sideRail)) openRail()
  if (posthog.isFeatureEnabled(keys.bulkEdit)) return editAll(rows)
  return editOne(rows[0])
}
