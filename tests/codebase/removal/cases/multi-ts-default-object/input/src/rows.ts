import posthog from 'posthog-js'
import flags from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(flags.bulkEdit)) return editAll(rows)
  return editOne(rows[0])
}
