import posthog from 'posthog-js'
import keys from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(keys.sideRail)) openRail()
  return editAll(rows)
}
