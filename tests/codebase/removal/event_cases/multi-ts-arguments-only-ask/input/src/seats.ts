import posthog from 'posthog-js'
import { extension } from './names'

export function add(seat: Seat) {
  posthog.capture('seat added', { kind: extension(seat.file) })
  seat.add()
}
