import posthog from 'posthog-js'

export function add(seat: Seat) {
  posthog.capture('seat added')
  seat.add()
}
