import { mockFlags } from './testing/flags'
import { select } from './rows'

describe('select', () => {
  it('edits the first row', () => {
    mockFlags({ 'bulk-edit': false })
    expect(select([a, b])).toEqual([a])
  })
})
