export function touch(posthog: PostHog, item: Item) {
  // only for the new tax
  if (posthog.isFeatureEnabled('tax-v2')) {
    item.touch()
  }
}
