export async function edit(client: PostHog, user: User, rows: Row[]) {
  const [bulk, limits] = await Promise.all([client.isFeatureEnabled('bulk-edit', user.id), load(user)])
  return bulk ? editAll(rows, limits) : rows.map(editOne)
}
