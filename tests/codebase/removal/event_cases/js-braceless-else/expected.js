export function set(mode, page) {
  if (mode === 'dark') page.dim()
  page.paint()
}
