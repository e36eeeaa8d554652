import { useCallback, useEffect, useMemo } from 'react'

export function useRows(rows: Row[], size: number) {
  const shown = useMemo(() => rows.slice(0, size), [rows, size])
  const open = useCallback((row: Row) => {
    row.open()
  }, [])

  useEffect(() => {
    track(shown.length)
  }, [shown])

  return { shown, open }
}
