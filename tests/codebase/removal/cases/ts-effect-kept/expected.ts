export function check(posthog: PostHog, user: User) {
  if (logExposure(user)) {
    audit(user)
  }
}
