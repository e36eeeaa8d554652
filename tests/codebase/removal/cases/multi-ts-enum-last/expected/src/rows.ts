export function select(rows: Row[]) {
  editAll(rows)
}
