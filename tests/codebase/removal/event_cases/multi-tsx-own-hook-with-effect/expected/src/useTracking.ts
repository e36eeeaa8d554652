import { useEffect } from 'react'
import posthog from 'posthog-js'

export function useTracking(page: string) {
  useEffect(() => {
    document.title = page
  }, [page])
  return (name: string) => {
    posthog.capture(name)
  }
}
