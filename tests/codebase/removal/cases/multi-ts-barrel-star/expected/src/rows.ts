import { editAll } from './edit'

export function select(rows: Row[]) {
  editAll(rows)
}
