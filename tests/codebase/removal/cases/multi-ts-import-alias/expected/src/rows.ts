import posthog from 'posthog-js'
import { SIDE_RAIL } from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(SIDE_RAIL)) openRail()
  return editAll(rows)
}
