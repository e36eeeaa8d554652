export default {
  sideRail: 'side-rail',
} as const
