import { gates } from './gates'

export function select(rows: Row[]) {
  if (gates.sideRail()) openRail()
  if (gates.bulkEdit()) editAll(rows)
}
