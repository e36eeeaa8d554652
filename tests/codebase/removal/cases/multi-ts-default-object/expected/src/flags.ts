const flags = {
  sideRail: 'side-rail',
} as const

export default flags
