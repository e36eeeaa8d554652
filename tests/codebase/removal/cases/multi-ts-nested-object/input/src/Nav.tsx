import { useFeatureFlagEnabled } from 'posthog-js/react'
import { FLAGS } from './flags'

export function Nav() {
  const short = useFeatureFlagEnabled(FLAGS.nav.compact)
  const mobile = useFeatureFlagEnabled(FLAGS.nav.compactMobile)

  return short ? <ShortNav mobile={mobile} /> : <LongNav mobile={mobile} />
}
