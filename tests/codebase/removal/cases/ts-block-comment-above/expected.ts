/* licence: none */

/**
 * How an item is taxed.
 */
export function touch(posthog: PostHog, item: Item) {
  // general remark

  item.write()
}
