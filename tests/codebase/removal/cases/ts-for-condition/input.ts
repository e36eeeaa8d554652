export function drain(posthog: PostHog, queue: Queue) {
  for (; posthog.isFeatureEnabled('drain'); ) {
    if (!queue.pop()) return
  }
}
