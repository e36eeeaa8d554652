export function touch(posthog: PostHog, item: Item) {
}
