// as long as new-nav is not everywhere
export const width = 240
