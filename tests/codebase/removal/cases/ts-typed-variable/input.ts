export function edit(posthog: PostHog, rows: Row[]) {
  const bulk: boolean | undefined = posthog.isFeatureEnabled('bulk-edit')
  let visible = posthog.isFeatureEnabled('bulk-edit') && bulk, size = 20
  const first = rows[0], all = bulk ? rows : [first]
  if (visible) show(all, size)
}
