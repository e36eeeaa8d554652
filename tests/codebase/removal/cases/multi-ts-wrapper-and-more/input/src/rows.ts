import { canBulkEdit } from './gates'

export function select(user: User, rows: Row[]) {
  return canBulkEdit(user) ? editAll(rows) : editOne(rows[0])
}
