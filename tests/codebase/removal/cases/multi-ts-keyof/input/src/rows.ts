import posthog from 'posthog-js'
import { FLAGS } from './flags'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(FLAGS.bulkEdit)) editAll(rows)
}
