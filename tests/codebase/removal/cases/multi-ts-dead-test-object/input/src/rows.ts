import posthog from 'posthog-js'
import { editAll, editOne } from './edit'

export function select(rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) return editAll(rows)
  return editOne(rows[0])
}
