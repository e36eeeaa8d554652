export class Flags {
  static readonly SIDE_RAIL = 'side-rail'
  /** Several rows at once. */
  static readonly BULK_EDIT = 'bulk-edit';
}
