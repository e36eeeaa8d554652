import { EVENTS } from './events'
import { track } from './track'

export function add(seat: Seat) {
  seat.add()
  track(EVENTS.seatAdded, { seat: seat.id })
}
