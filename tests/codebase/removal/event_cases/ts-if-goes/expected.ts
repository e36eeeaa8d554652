import { isTrial } from './plans'

export function start(user: User) {
  user.begin()

  user.welcome(isTrial)
}
