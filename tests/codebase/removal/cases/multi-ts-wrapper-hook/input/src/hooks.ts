import { useFeatureFlagEnabled } from 'posthog-js/react'
import { useMemo } from 'react'

/** The redesign of the navigation. */
export const useNewNav = () => useFeatureFlagEnabled('new-nav')

export function useTotals(rows: Row[]) {
  return useMemo(() => sum(rows), [rows])
}
