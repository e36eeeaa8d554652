import posthog from 'posthog-js'

export function addAll(seats: Seat[]) {
  posthog.capture('seat added', { bulk: true })
  return seats.map(() => posthog.capture('seat added'))
}
