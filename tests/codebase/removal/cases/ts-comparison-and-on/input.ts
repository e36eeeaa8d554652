export function allowed(posthog: PostHog, user: User) {
  return user.age > 18 && !user.blocked && posthog.isFeatureEnabled('audit-v2')
}

export function blocked(posthog: PostHog, user: User): boolean {
  return (user.age < 18 || user.blocked === true) || !posthog.isFeatureEnabled('audit-v2')
}
