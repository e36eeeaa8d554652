import { variantOf } from './on'

export function height(): number {
  switch (variantOf('row-height')) {
    case 'dense':
      return 24
    case 'airy':
      return 48
    default:
      return 36
  }
}

export const font = () => (variantOf('row-height') === 'dense' ? small : normal)

export const rail = () => variantOf('rail-width') === 'wide'
