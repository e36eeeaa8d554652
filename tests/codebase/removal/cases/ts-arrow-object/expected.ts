export const view = (posthog: PostHog, item: Item) => ({ net: item.net })
