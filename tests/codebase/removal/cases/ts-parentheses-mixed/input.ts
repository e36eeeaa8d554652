export function due(posthog: PostHog, a: Item, b: Item): boolean {
  const heavy = (a.big || b.big) && posthog.isFeatureEnabled('tax-v2') && a.open
  const odd = !(posthog.isFeatureEnabled('tax-v2') ? a.id === b.id : a === b)
  const net = (posthog.isFeatureEnabled('tax-v2') ? a.net : a.gross) * b.rate
  const sum = (posthog.isFeatureEnabled('tax-v2') && (a.net + b.net))
  return check((posthog.isFeatureEnabled('tax-v2') ? heavy || odd : odd), net, sum)
}
