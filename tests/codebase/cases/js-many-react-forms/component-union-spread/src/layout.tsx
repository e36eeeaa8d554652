import { useFeatureFlagEnabled } from 'posthog-js/react'
type Flag = 'ru_a' | 'ru_b'
export function Gate({ flag, children }: { flag: Flag }) { return useFeatureFlagEnabled(flag) ? children : null }
export function Outer({ flag }: { flag: Flag }) { return <Gate flag={flag} /> }
