import posthog from 'posthog-js'
import { Flag } from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(Flag.BulkEdit)) editAll(rows)
}
