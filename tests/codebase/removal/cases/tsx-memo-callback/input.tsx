import { useCallback, useEffect, useMemo } from 'react'
import { useFeatureFlagEnabled } from 'posthog-js/react'

export function useRows(rows: Row[], size: number) {
  const compact = useFeatureFlagEnabled('compact')
  const shown = useMemo(() => (compact ? rows.slice(0, size) : rows), [compact, rows, size])
  const open = useCallback((row: Row) => {
    if (compact) row.open()
  }, [compact])

  useEffect(() => {
    if (!compact) return
    track(shown.length)
  }, [shown, compact])

  return { shown, open }
}
