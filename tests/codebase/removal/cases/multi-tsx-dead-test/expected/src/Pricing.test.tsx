import { render, screen } from '@testing-library/react'
import { useFeatureFlagEnabled } from 'posthog-js/react'
import { expect, test, vi } from 'vitest'
import { Pricing } from './Pricing'

vi.mock('posthog-js/react', () => ({ useFeatureFlagEnabled: vi.fn() }))

test('shows a table when the flag is on', () => {
  vi.mocked(useFeatureFlagEnabled).mockImplementation((key) => key === 'price-table')
  render(<Pricing plans={plans} />)
  expect(screen.getByRole('table')).toBeTruthy()
})

const plans = [{ id: 'team', price: 40 }]
