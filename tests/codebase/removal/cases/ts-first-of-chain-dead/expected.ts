export function role(posthog: PostHog, user: User): string {
  // most special first
  if (user.isGuest) {
    return 'guest'
  } else {
    return 'member'
  }
}
