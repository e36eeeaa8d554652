export async function check(client: PostHog, request: Request) {
  if (await client.isFeatureEnabled('audit-v2', currentUser(request))) audit(request)
}
