import { BULK_EDIT } from './flags'
import { select } from './rows'

test('edits all rows', () => {
  enable(BULK_EDIT)
  expect(select([a, b])).toEqual([a, b])
})
