export function touch(posthog: PostHog, item: Item) { item.close(); }
export const skip = (posthog: PostHog, item: Item) => { return }
