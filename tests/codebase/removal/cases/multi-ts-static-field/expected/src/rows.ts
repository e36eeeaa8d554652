export function select(rows: Row[]) {
  return editAll(rows)
}
