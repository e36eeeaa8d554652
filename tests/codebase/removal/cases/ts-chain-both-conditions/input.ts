export function mark(posthog: PostHog, user: User) {
  if (user.isAdmin) {
    user.mark('admin')
  } else if (user.role && posthog.isFeatureEnabled('roles-v2')) {
    user.mark(user.role)
  } else if (!posthog.isFeatureEnabled('roles-v2') || user.isGuest) {
    user.mark('guest')
  }
}
