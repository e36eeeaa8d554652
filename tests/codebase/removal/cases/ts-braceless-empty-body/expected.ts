export function load(posthog: PostHog, rows: Iterable<Row>) {
  for (const row of rows) {}
}
