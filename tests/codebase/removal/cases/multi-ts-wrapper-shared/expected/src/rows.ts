import { isOn } from './on'

export function select(rows: Row[]) {
  if (isOn('side-rail')) openRail()
  return editOne(rows[0])
}
