import { editAll } from './edit'

export function select(rows: Row[]) {
  return editAll(rows)
}
