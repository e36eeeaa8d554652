const size = 20

export function edit(rows: Row[]) {
  return editAll(rows, size)
}

export const label = () => 'Edit all'
