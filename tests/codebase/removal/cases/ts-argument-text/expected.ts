export async function check(client: PostHog, request: Request) {
  audit(request)
}

export async function allowed(client: PostHog, user: User) {
  return user.active
}
