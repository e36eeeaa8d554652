import posthog from 'posthog-js'
import { Flags } from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(Flags.BULK_EDIT)) return editAll(rows)
  return editOne(rows[0])
}
