export function tellBadge() {
}
