export const enum Flag {
  SideRail = 'side-rail'
}
