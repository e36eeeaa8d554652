import { tellDropped } from './telling'

export async function add(seat: Seat) {
  seat.add()
}

export async function drop(seat: Seat) {
  await tellDropped(seat)
}
