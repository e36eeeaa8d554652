import type { Flags } from './flags'

export function select(flags: Flags, rows: Row[]) {
  return editAll(rows)
}
