import { mockFlags } from './testing/flags'
import { select } from './rows'

describe('select', () => {
  it('edits every row', () => {
    expect(select([a, b])).toEqual([a, b])
  })

  it('edits the first row beside the rail', () => {
    mockFlags({
      'bulk-edit': false,
      'side-rail': true,
    })
    expect(select([a, b])).toEqual([a])
  })
})
