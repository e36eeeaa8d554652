export const FLAGS = {
  sideRail: 'side-rail',
  bulkEdit: 'bulk-edit',
} as const

export type FlagName = keyof typeof FLAGS
