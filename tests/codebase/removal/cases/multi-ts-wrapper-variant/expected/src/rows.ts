import { variantOf } from './on'

export function height(): number {
  return 24
}

export const font = () => small

export const rail = () => variantOf('rail-width') === 'wide'
