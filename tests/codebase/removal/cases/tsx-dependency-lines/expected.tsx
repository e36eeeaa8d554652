import { useEffect } from 'react'

export function useTracking(rows: Row[], size: number) {
  useEffect(() => {
    track(size)
  }, [
    rows,
    size,
  ])
}
