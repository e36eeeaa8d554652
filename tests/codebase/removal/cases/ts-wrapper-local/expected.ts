export function edit(rows: Row[]) {
  editAll(rows)
}
