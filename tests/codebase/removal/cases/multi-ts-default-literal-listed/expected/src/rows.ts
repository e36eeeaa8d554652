export const select = (rows: Row[]) => rows
