export function view(posthog: PostHog, item: Item) {
  item.touch(); item.net += 1
  item.close()
  return item.net
}
