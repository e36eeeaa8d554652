import { track } from './track'

export async function add(seat: Seat) {
  await track({ event: 'seat added', user: seat.user })
  seat.add()
}

export async function drop(seat: Seat) {
  await track({ event: 'seat dropped', user: seat.user })
}
