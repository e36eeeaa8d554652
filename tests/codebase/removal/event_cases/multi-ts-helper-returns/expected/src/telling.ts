import { track } from './track'

export async function tellDropped(seat: Seat) {
  return await track(seat.user, 'seat dropped')
}
