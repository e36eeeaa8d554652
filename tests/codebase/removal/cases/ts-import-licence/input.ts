// Copyright: the authors
import { touch } from './new-tax' // next year

import type { Item } from './item'
import { write } from './item'

export function save(posthog: PostHog, item: Item) {
  if (posthog.isFeatureEnabled('tax-v2')) touch(item)
  write(item)
}
