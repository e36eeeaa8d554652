export function edit(client: PostHog, user: User, rows: Row[]) {
  return client.isFeatureEnabled('bulk-edit', user.id).then((on) => (on ? editAll(rows) : rows.map(editOne)))
}
