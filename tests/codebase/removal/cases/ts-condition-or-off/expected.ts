export function note(posthog: PostHog, user: User) {
  if (user.note) show(user)
  return user.name ? user.name : 'none'
}
