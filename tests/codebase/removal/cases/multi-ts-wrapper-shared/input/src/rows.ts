import { isOn } from './on'

export function select(rows: Row[]) {
  if (isOn('bulk-edit')) {
    return editAll(rows)
  }
  if (isOn('side-rail')) openRail()
  return editOne(rows[0])
}
