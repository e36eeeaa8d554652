export function edit(posthog: PostHog, rows: Row[]) {
  return rows.map(editOne)
}
