import posthog from 'posthog-js'
import { isTrial } from './plans'

export function start(user: User) {
  user.begin()

  // Trials only.
  if (user.plan === 'trial' && !user.internal) {
    posthog.capture('trial started', { plan: user.plan as string })
  }

  user.welcome(isTrial)
}
