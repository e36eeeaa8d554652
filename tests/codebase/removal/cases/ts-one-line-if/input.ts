export function view(posthog: PostHog, item: Item) {
  if (posthog.isFeatureEnabled('tax-v2')) { item.touch(); item.net += 1 }
  if (!posthog.isFeatureEnabled('tax-v2')) return item.gross; else item.close()
  if (posthog.isFeatureEnabled('tax-v2')) return item.net
  return item.gross
}
