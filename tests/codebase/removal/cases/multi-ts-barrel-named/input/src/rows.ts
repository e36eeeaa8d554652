import posthog from 'posthog-js'

import { BULK_EDIT } from './flags'
import { editAll } from './edit'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled(BULK_EDIT)) {
    editAll(rows)
  }
}
