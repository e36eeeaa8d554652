import posthog from 'posthog-js'
import { usePostHog } from 'posthog-js/react'
import { vi, expect, it } from 'vitest'
vi.mock('posthog-js', () => ({ default: { capture: vi.fn(), isFeatureEnabled: (k: string) => k === 'no_d1' } }))
jest.mock('posthog-js/react', () => ({ usePostHog: () => ({ capture: mockCapture }) }))
const mockCapture = jest.fn()
posthog.capture = vi.fn()
vi.spyOn(posthog, 'capture').mockImplementation(() => {})
expect(posthog.capture).toHaveBeenCalledWith('no_d2', expect.anything())
expect(mockCapture).toHaveBeenCalledWith('no_d3')
vi.mocked(posthog.isFeatureEnabled).mockImplementation((k) => k === 'no_d4')
vi.mocked(posthog.getFeatureFlag).mockReturnValue('no_d5')
;(posthog.isFeatureEnabled as jest.Mock).mockReturnValue(true)
button.onclick = posthog.capture
items.forEach(posthog.capture)
const fakePosthog = { capture: vi.fn() }
fakePosthog.capture('no_d6')
const mock = mockDeep<PostHog>()
it('x', () => { posthog.capture('yes_test') })
