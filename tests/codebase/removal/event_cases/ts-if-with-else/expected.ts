import posthog from 'posthog-js'

export function start(user: User) {
  if (user.trial) {
    posthog.capture('trial started')
  } else {
    user.charge()
  }
}
