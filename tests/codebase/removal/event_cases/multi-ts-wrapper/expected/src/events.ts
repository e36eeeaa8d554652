export const EVENTS = {
  login: 'login',
} as const
