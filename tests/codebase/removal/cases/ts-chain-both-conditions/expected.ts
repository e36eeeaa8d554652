export function mark(posthog: PostHog, user: User) {
  if (user.isAdmin) {
    user.mark('admin')
  } else if (user.role) {
    user.mark(user.role)
  } else if (user.isGuest) {
    user.mark('guest')
  }
}
