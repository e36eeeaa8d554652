const flags = {
  sideRail: 'side-rail',
  // until the new table is everywhere
  bulkEdit: 'bulk-edit',
} as const

export default flags
