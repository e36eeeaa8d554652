export async function size(client: PostHog, user: User, nav: Nav) {
  const variant = await client.getFeatureFlag('new-nav', user.id)
  if (variant === 'test') {
    await nav.grow()
  } else if (!variant) {
    await nav.stay()
  }
  return variant ? await nav.size() : await nav.oldSize()
}
