export function allowed(posthog: PostHog, user: User) {
  return user.name && posthog.isFeatureEnabled('audit-v2')
}
