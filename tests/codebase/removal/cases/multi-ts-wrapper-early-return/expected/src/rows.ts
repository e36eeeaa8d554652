import { isOn } from './on'

export function select(rows: Row[]) {
  return isOn('bulk-edit') ? editAll(rows) : editOne(rows[0])
}
