import { track } from './track'

export async function add(seat: Seat) {
  seat.add()
}

export async function drop(seat: Seat) {
  await track({ event: 'seat dropped', user: seat.user })
}
