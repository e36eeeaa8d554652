export function drain(posthog: PostHog, queue: Queue) {
  do {
    queue.pop()
  } while (posthog.isFeatureEnabled('drain'))
}
