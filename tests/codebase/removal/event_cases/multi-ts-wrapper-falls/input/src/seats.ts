import { track } from './track'

export function add(seat: Seat) {
  seat.add()
  track('seat added')
}
