import {
  editAll,
  unusedBefore,
} from './edit'

export function edit(posthog: PostHog, rows: Row[]) {
  return editAll(rows)
}
