import { tellAdded, tellDropped } from './telling'

export async function add(seat: Seat) {
  await tellAdded(seat)
  seat.add()
}

export async function drop(seat: Seat) {
  await tellDropped(seat)
}
