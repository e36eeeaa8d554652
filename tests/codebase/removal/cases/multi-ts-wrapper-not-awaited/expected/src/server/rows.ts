import { isOn } from './flags'

export function rows(user: User) {
  if (isOn('bulk-edit', user)) {
    return load(user, { several: true })
  }
  return load(user)
}
