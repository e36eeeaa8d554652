export function mark(posthog: PostHog, user: User) {
  if (user.isAdmin) {
    user.mark('admin')
  }
  user.save()
}
