export function role(posthog: PostHog, user: User): string {
  if (user.isAdmin) {
    return 'admin'
  } else if (posthog.isFeatureEnabled('roles-v2')) {
    // from the directory
    return user.role
  } else if (user.isGuest) {
    return 'guest'
  } else {
    return 'member'
  }
}
