import { useEffect } from 'react'
import { useFeatureFlagEnabled } from 'posthog-js/react'

export function useTracking(rows: Row[], size: number) {
  const compact = useFeatureFlagEnabled('compact')

  useEffect(() => {
    track(compact ? size : rows.length)
  }, [
    rows,
    compact,
    size,
  ])
}
