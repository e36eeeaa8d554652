export function load(posthog: PostHog, rows: Row[]) {
  for (const row of rows)
    if (posthog.isFeatureEnabled('eager')) {
      row.load()
      row.mark()
    } else row.skip()
}
