export async function size(client: PostHog, user: User, nav: Nav) {
  await nav.stay()
  return await nav.oldSize()
}
