import posthog from 'posthog-js'

export function start(user: User) {
  if (user.register()) {
    posthog.capture('trial started')
  }
}
