import 'reflect-metadata'
import single, { all } from './edit'
import legacy, { mark } from './legacy'
import * as old from './old'
import { type OldRow, type Row, sort as order } from './rows'
import type { OldView } from './views'
export { other } from './other'

export function edit(posthog: PostHog, rows: Row[]) {
  if (posthog.isFeatureEnabled('bulk-edit')) {
    return all(mark(rows))
  }
  const view: OldView = old.view(order(rows as OldRow[]))
  return legacy(view, single)
}
