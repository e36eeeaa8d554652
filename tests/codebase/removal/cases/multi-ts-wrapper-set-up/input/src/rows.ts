import { isOn } from './flags'

export async function select(user: User, rows: Row[]) {
  const bulk = await isOn('bulk-edit', user.id)
  const rail = await isOn('side-rail', user.id)

  return bulk ? editAll(rows, rail) : editOne(rows[0], rail)
}
