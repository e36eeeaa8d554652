import type { Flags } from './flags'

export function select(flags: Flags, rows: Row[]) {
  if (flags.hasBulkEdit()) return editAll(rows)
  return editOne(rows[0])
}
