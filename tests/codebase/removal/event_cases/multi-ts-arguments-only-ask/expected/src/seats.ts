export function add(seat: Seat) {
  seat.add()
}
