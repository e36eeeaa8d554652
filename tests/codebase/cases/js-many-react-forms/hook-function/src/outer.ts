import { useCallback } from 'react'
import { useTrack } from './hooks'
import { useApi } from './hooks'
export function useOuter() {
  const track = useTrack()
  const log = useCallback((name: string) => track(name), [track])
  return { log, ...useApi() }
}
