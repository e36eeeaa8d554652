import { useFeatureFlagEnabled } from 'posthog-js/react'
import { FLAGS } from './flags'

export function Nav() {
  const mobile = useFeatureFlagEnabled(FLAGS.nav.compactMobile)

  return <ShortNav mobile={mobile} />
}
