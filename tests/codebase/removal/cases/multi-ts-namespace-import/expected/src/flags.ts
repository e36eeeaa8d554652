/** The rail on the left. */
export const SIDE_RAIL = 'side-rail'
