export const release = '3.1'
