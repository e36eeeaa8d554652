import { useActiveFeatureFlags } from 'posthog-js/react'
import { useFeatureFlags, useFeatureFlag } from 'posthog-react-native'
export function A() {
  const active = useActiveFeatureFlags()
  const on = active.includes('ah_1')
  const flags = useFeatureFlags()
  flags?.['ah_2']
  const x = useFeatureFlag('ah_3')
  return useActiveFeatureFlags().includes('ah_4')
}
