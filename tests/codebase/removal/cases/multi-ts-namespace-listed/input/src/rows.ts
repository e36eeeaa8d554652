import posthog from 'posthog-js'
import { BULK_EDIT } from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(BULK_EDIT)) return editAll(rows)
  return editOne(rows[0])
}
