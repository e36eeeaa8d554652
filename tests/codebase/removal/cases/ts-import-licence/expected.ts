// Copyright: the authors

import type { Item } from './item'
import { write } from './item'

export function save(posthog: PostHog, item: Item) {
  write(item)
}
