import { mockFlags } from './testing/flags'
import { select } from './rows'

const first = (rows: Row[]) => rows.slice(0, 1)

it('edits every row', () => {
  expect(select([a, b])).toEqual([a, b])
})

it('edits the first row', () => {
  mockFlags({ 'bulk-edit': false })
  expect(select([a, b])).toEqual(first([a, b]))
})
