import { isOn } from './flags'

export function select(user: User, rows: Row[]) {
  return isOn('bulk-edit', user) ? editAll(rows) : editOne(rows[0])
}
