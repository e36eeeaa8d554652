export const rate = (posthog: PostHog, item: Item) =>
  item.food ? 7 : 19

export const name = (posthog: PostHog, item: Item) =>
  item.old ? item.code : item.name
