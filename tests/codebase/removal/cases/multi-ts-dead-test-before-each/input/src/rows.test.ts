import { mockFlags } from './testing/flags'
import { select } from './rows'

describe('select without the table', () => {
  beforeEach(() => mockFlags({ 'bulk-edit': false }))

  it('edits the first row', () => {
    expect(select([a, b])).toEqual([a])
  })

  it('edits nothing without rows', () => {
    expect(select([])).toEqual([])
  })
})
