export const EVENTS = {
  login: 'login',
  seatAdded: 'seat added',
} as const
