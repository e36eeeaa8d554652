export function load(posthog: PostHog, rows: Row[]) {
  for (const row of rows)
    {
      row.load()
      row.mark()
    }
}
