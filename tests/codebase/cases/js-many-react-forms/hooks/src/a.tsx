import { usePostHog as useHog, useFeatureFlagEnabled as useFlag, useFeatureFlagVariantKey, useFeatureFlagPayload, useActiveFeatureFlags, PostHogFeature as Feat, useFeatureFlagResult } from 'posthog-js/react'
import * as R from '@posthog/react'
export function A({ k }: { k: string }) {
  const hog = useHog()
  hog?.capture('rh_1')
  const a = useFlag('rh_2')
  const b = useFeatureFlagVariantKey('rh_3')
  const c = useFeatureFlagPayload('rh_4')
  const d = R.useFeatureFlagEnabled('rh_5')
  const active = useActiveFeatureFlags()
  if (active?.includes('rh_6')) return 1
  const { isFeatureEnabled, capture } = useHog()
  isFeatureEnabled('rh_7')
  const r = useFeatureFlagResult('rh_8')
  useEffect(() => { hog.capture('rh_9') }, [])
  return <><Feat flag="rh_10" match={true}><p>posthog.capture('text')</p></Feat><R.PostHogFeature flag={k} /></>
}
export const V = () => <PostHogCaptureOnViewed name="not_event"><i /></PostHogCaptureOnViewed>
