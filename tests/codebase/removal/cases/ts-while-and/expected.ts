export function drain(posthog: PostHog, queue: Queue) {
  while (queue.size > 0) {
    queue.pop()
  }
}
