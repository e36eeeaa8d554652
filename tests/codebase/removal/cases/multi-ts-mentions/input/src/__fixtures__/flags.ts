export const flags = { 'new-nav': true }
