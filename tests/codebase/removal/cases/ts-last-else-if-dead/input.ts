export function mark(posthog: PostHog, user: User) {
  if (user.isAdmin) {
    user.mark('admin')
  } else if (posthog.isFeatureEnabled('roles-v2') && user.role) {
    user.mark(user.role)
  }
  user.save()
}
