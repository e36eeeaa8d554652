export function due(posthog: PostHog, a: Item, b: Item): boolean {
  const heavy = (a.big || b.big) && a.open
  const odd = !(a.id === b.id)
  const net = a.net * b.rate
  const sum = a.net + b.net
  return check(heavy || odd, net, sum)
}
