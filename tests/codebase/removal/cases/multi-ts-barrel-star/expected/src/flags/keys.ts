export const SIDE_RAIL = 'side-rail'
