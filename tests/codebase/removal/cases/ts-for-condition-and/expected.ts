export function drain(posthog: PostHog, queue: Queue) {
  for (let i = 0; i < queue.size; i++) queue.pop()
}
