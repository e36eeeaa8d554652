export function drain(posthog: PostHog, queue: Queue) {
  while (posthog.isFeatureEnabled('drain')) {
    if (!queue.pop()) return
  }
}
