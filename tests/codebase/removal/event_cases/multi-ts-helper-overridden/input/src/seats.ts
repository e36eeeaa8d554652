import { Tracker } from './tracker'

export function add(tracker: Tracker, seat: Seat) {
  tracker.track('seat_added')
  return seat
}
