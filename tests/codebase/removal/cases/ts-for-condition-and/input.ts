export function drain(posthog: PostHog, queue: Queue) {
  for (let i = 0; posthog.isFeatureEnabled('drain') && i < queue.size; i++) queue.pop()
}
