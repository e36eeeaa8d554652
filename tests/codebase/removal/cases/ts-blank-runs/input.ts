export function touch(posthog: PostHog, item: Item) {
  item.open()

  if (posthog.isFeatureEnabled('tax-v2')) item.touch()


  item.read()


  if (posthog.isFeatureEnabled('tax-v2')) item.touch()

  item.write()

  if (posthog.isFeatureEnabled('tax-v2')) {
    item.touch()
  }
}
