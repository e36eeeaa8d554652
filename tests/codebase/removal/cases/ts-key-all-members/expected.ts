const FLAGS = {
  sidebar: 'sidebar',
  bulkEdit: 'bulk-edit',
}

export const names = Object.values(FLAGS)

export function canEdit(rows: Row[]): number {
  return rows.length
}
