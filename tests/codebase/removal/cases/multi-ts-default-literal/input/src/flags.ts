export default {
  bulkEdit: 'bulk-edit',
  sideRail: 'side-rail',
} as const
