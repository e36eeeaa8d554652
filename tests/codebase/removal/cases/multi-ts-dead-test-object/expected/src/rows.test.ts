import { select } from './rows'

describe('select', () => {
  it('edits every row', () => {
    expect(select([a, b])).toEqual([a, b])
  })
})
