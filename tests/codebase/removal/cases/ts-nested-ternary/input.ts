export const rate = (posthog: PostHog, item: Item) =>
  item.food ? 7 : posthog.isFeatureEnabled('tax-v2') ? item.rate : 19

export const name = (posthog: PostHog, item: Item) =>
  posthog.isFeatureEnabled('tax-v2') ? item.label : (item.old ? item.code : item.name)
