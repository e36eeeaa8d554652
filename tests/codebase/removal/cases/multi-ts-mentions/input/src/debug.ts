export const shown = [
  'new-nav', 'new-nav',
]
