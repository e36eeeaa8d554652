import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Pricing } from './Pricing'
import { mockFlags } from './testing'

test('shows a table when the flag is on', () => {
  mockFlags({ 'price-table': true })
  render(<Pricing plans={plans} />)
  expect(screen.getByRole('table')).toBeTruthy()
})

const plans = [{ id: 'team', price: 40 }]
