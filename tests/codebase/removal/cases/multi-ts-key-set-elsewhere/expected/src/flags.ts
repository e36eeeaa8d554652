export const FLAGS = { rows: 'wide-rows', cells: 'cells' }
