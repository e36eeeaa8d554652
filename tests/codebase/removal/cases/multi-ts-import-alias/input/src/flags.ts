export const SIDE_RAIL = 'side-rail'
export const BULK_EDIT = 'bulk-edit' // remove with the old table
