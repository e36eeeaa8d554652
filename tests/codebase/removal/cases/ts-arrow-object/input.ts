export const view = (posthog: PostHog, item: Item) => (posthog.isFeatureEnabled('tax-v2') ? { net: item.net } : { gross: item.gross })
