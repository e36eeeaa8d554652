import {
  editAll // at once
} from './edit'

enum Key {
  Sidebar = 'sidebar'
}

export function edit(posthog: PostHog, rows: Row[]) {
  if (posthog.isFeatureEnabled(Key.Sidebar)) return none
  return editAll(rows)
}
