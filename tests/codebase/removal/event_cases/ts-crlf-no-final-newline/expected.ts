export function open(menu: Menu) {
  menu.open()
}