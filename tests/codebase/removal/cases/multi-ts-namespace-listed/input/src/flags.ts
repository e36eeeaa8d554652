export const BULK_EDIT = 'bulk-edit'
export const SIDE_RAIL = 'side-rail'
