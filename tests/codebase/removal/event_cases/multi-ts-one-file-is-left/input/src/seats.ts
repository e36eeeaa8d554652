import posthog from 'posthog-js'

export function add(seat: Seat) {
  seat.add()
  posthog.capture('seat added')
}
