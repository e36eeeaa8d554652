let asked = 0

export async function size(client: PostHog, user: User, nav: Nav) {
  if (await client.isFeatureEnabled('new-nav', user.ids[asked++])) return nav.size
  return 120
}
