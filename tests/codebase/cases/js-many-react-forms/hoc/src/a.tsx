import { usePostHog, useFeatureFlagEnabled } from 'posthog-js/react'
export const withFlag = (key: string) => (C: any) => (props: any) => { const on = useFeatureFlagEnabled(key); return on ? <C {...props} /> : null }
export const X = withFlag('hoc_1')(View)
export function withTracking(C, event: string) { return function T(p) { const ph = usePostHog(); useEffect(() => { ph.capture(event) }); return <C {...p} /> } }
export const Y = withTracking(View, 'hoc_2')
