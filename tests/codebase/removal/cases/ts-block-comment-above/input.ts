/* licence: none */

/**
 * How an item is taxed.
 */
export function touch(posthog: PostHog, item: Item) {
  // general remark

  /*
   * The new tax
   * of next year.
   */
  // see the handbook
  if (posthog.isFeatureEnabled('tax-v2')) item.touch() // soon
  item.write()
}
