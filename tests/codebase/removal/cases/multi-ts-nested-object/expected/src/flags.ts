export const FLAGS = {
  nav: {
    compactMobile: 'nav-compact-mobile',
  },
  rows: { bulk: 'bulk-edit' },
} as const
