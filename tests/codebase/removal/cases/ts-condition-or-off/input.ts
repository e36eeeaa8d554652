export function note(posthog: PostHog, user: User) {
  if (user.note || posthog.isFeatureEnabled('audit-v2')) show(user)
  return (user.name && !posthog.isFeatureEnabled('audit-v2')) ? user.name : 'none'
}
