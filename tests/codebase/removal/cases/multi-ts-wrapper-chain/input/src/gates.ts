import { FLAGS } from './flags'
import { isOn } from './on'

export function canBulkEdit() {
  return isOn(FLAGS.bulkEdit)
}

export function hasRail() {
  return isOn(FLAGS.sideRail)
}
