import { useFeatureFlagEnabled, PostHogFeature, usePostHog } from 'posthog-js/react'
import React, { memo, forwardRef } from 'react'
export function Gate({ flag, children, fallback = null }: { flag: string; children: any; fallback?: any }) { return useFeatureFlagEnabled(flag) ? children : fallback }
export const Gate2 = (props: { name: string }) => <PostHogFeature flag={props.name} match={true} />
export const Gate3 = memo(function Gate3({ f }: { f: string }) { return useFeatureFlagEnabled(f) ? 1 : 0 })
export const Gate4 = forwardRef(({ f }: { f: string }, ref) => <Gate flag={f} />)
export const Gate5 = (p) => <Gate2 {...p} />
export const Track = ({ event, children }) => { const p = usePostHog(); return <a onClick={() => p.capture(event)}>{children}</a> }
export const Gate7 = ({ flag = 'rc_default' }: { flag?: string }) => { const on = useFeatureFlagEnabled(flag); return on }
export const Gate8: React.FC<{ flag: string }> = ({ flag: key }) => { const on = useFeatureFlagEnabled(key); return on ? 1 : null }
