import { tellBadge } from './telling'

export function earn(badge: Badge) {
  tellBadge(badge)
}

export function watch(bus: Bus) {
  bus.on('badge', tellBadge)
}
