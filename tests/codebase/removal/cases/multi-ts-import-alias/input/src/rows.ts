import posthog from 'posthog-js'
import { BULK_EDIT as EDIT, SIDE_RAIL } from './flags'

export function select(rows: Row[]) {
  if (!posthog.isFeatureEnabled(EDIT)) return editOne(rows[0])
  if (posthog.isFeatureEnabled(SIDE_RAIL)) openRail()
  return editAll(rows)
}
