export const STEPS = ['signed up', 'seat added', 'paid']
