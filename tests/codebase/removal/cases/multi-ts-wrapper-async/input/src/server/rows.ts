import { isOn } from './flags'

export async function rows(user: User) {
  if (await isOn('bulk-edit', user)) {
    return load(user, { several: true })
  }
  return load(user)
}
