export function allowed(posthog: PostHog, user: User) {
  return user.age > 18 && !user.blocked
}

export function blocked(posthog: PostHog, user: User): boolean {
  return user.age < 18 || user.blocked === true
}
