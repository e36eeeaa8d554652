export const FLAGS = {
  nav: {
    compact: 'nav-compact',
    compactMobile: 'nav-compact-mobile',
  },
  rows: { bulk: 'bulk-edit' },
} as const
