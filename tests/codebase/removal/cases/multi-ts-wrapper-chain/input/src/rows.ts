import { canBulkEdit } from './gates'

export function select(rows: Row[]) {
  return canBulkEdit() ? editAll(rows) : editOne(rows[0])
}
