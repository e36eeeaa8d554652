export const FLAGS = {
  sideRail: 'side-rail',
} as const
