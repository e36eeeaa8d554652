export function rate(posthog: PostHog, item: Item) {
  const rate = lookup(item.country, {
    reduced: item.food,
  })
  return rate
}
