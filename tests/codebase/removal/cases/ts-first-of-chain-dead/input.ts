export function role(posthog: PostHog, user: User): string {
  // most special first
  if (posthog.isFeatureEnabled('roles-v2')) {
    return user.role
  } else if (user.isGuest) {
    return 'guest'
  } else {
    return 'member'
  }
}
