import { tellBadge } from './telling'

export function earn(badge: Badge) {
  tellBadge()
  badge.pin()
}
