export const select = (rows: Row[]) => rows.slice(0, 1)
