export function drain(posthog: PostHog, queue: Queue) {
  while (posthog.isFeatureEnabled('drain') && queue.size > 0) {
    queue.pop()
  }
}
