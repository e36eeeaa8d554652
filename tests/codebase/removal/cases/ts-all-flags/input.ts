export async function size(client: PostHog, user: User): Promise<number> {
  const flags = await client.getAllFlags(user.id)
  return flags['bulk-edit'] ? 20 : 1
}
