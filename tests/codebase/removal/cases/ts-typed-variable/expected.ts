export function edit(posthog: PostHog, rows: Row[]) {
  let size = 20
  const first = rows[0], all = rows
  show(all, size)
}
