import { isOn } from './flags'

export async function select(user: User, rows: Row[]) {
  const rail = await isOn('side-rail', user.id)

  return editAll(rows, rail)
}
