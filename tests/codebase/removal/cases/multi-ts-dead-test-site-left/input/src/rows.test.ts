import { mockFlag } from './testing/flags'
import { select } from './rows'

it('edits every row', () => {
  expect(select([a, b])).toEqual([a, b])
})

it('edits the first row', () => {
  mockFlag('bulk-edit', false)
  expect(select([a, b])).toEqual([a])
})
