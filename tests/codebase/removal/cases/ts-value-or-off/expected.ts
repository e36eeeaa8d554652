export function note(posthog: PostHog, user: User) {
  return show(user.note || posthog.isFeatureEnabled('audit-v2'))
}
