export function touch(posthog: PostHog, item: Item) { if (posthog.isFeatureEnabled('tax-v2')) item.touch(); item.close(); }
export const skip = (posthog: PostHog, item: Item) => { if (!posthog.isFeatureEnabled('tax-v2')) { return } item.open() }
