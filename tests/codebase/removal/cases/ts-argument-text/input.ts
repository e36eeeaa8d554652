export async function check(client: PostHog, request: Request) {
  if (await client.isFeatureEnabled('audit-v2', String(request.userId))) audit(request)
}

export async function allowed(client: PostHog, user: User) {
  return (await client.isFeatureEnabled('audit-v2', user.id.toString())) && user.active
}
