export function size(nav: Nav) {
  return nav.size
}
