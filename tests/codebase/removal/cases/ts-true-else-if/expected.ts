export function role(posthog: PostHog, user: User): string {
  if (user.isAdmin) {
    return 'admin'
  } else {
    // from the directory
    return user.role
  }
}
