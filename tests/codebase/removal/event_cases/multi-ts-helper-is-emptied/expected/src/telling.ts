export function tellBadge(badge: Badge) {
}
