import { tellLevel } from './telling'

export function earn(badge: Badge, level: number) {
  tellLevel(level)
}
