import {
  editAll,
  // one by one
  editOne,
  unusedBefore,
} from './edit'

export function edit(posthog: PostHog, rows: Row[]) {
  return posthog.isFeatureEnabled('bulk-edit') ? editAll(rows) : rows.map(editOne)
}
