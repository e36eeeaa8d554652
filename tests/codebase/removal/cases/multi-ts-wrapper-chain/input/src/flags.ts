export const FLAGS = {
  bulkEdit: 'bulk-edit',
  sideRail: 'side-rail',
} as const
