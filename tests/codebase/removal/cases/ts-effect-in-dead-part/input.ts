export function check(posthog: PostHog, user: User) {
  if (logExposure(user) && posthog.isFeatureEnabled('audit-v2')) audit(user)
}
