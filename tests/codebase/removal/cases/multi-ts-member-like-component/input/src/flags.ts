export enum Flag {
  NewNav = 'new-nav',
  BulkEdit = 'bulk-edit',
}
