export function edit(rows) {
  editAll(rows)
}
