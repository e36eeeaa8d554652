import { useFeatureFlagEnabled } from 'posthog-js/react'

export function useTracking(size: number) {
  const compact = useFeatureFlagEnabled('compact')
  const state = useState([compact, size])
  return compact ? state : size
}
