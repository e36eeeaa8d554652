import { mockFlags } from './testing/flags'
import { editOne } from './edit'
import { select } from './rows'

describe('select', () => {
  it('edits every row', () => {
    expect(select([a, b])).toEqual([a, b])
  })

  it('edits the first row', () => {
    mockFlags({ 'bulk-edit': false })
    select([a, b])
    expect(editOne).toHaveBeenCalledWith(a)
  })
})
