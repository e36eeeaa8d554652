import { useMemo } from 'react'

export function useTotals(rows: Row[]) {
  return useMemo(() => sum(rows), [rows])
}
