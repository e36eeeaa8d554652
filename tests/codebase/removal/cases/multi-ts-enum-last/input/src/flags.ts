export const enum Flag {
  SideRail = 'side-rail',
  BulkEdit = 'bulk-edit'
}
