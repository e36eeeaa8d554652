export function rate(posthog: PostHog, item: Item) {
  const rate = posthog.isFeatureEnabled('tax-v2')
    ? lookup(item.country, {
        reduced: item.food,
      })
    : 19
  return rate
}
