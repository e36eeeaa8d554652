/** Several rows at once. */
export const BULK_EDIT = 'bulk-edit'

/** The rail on the left. */
export const SIDE_RAIL = 'side-rail'
