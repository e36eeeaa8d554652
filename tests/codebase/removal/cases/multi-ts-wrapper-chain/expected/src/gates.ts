import { FLAGS } from './flags'
import { isOn } from './on'

export function hasRail() {
  return isOn(FLAGS.sideRail)
}
