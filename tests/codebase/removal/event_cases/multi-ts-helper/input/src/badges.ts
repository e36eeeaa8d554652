import { tellBadge, tellLevel } from './telling'

export function earn(badge: Badge, level: number) {
  tellBadge(badge)
  tellLevel(level)
}
