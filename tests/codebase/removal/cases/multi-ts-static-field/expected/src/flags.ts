export class Flags {
  static readonly SIDE_RAIL = 'side-rail'
}
