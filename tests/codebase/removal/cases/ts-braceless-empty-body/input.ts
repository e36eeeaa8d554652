export function load(posthog: PostHog, rows: Iterable<Row>) {
  for (const row of rows) if (posthog.isFeatureEnabled('eager')) row.load()
}
