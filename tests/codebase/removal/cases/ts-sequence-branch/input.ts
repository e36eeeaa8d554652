export function view(posthog: PostHog, item: Item) {
  return show(posthog.isFeatureEnabled('tax-v2'), (item.touch(), item.net))
}
