import posthog from 'posthog-js'
import { useFeatureFlagEnabled, PostHogFeature } from 'posthog-js/react'
import { lazy } from 'react'
import dynamic from 'next/dynamic'
const Gate = lazy(() => import('./Gate'))
const Gate2 = dynamic(() => import('./Gate').then((m) => m.Other), { ssr: false })
export const A = () => <><Gate flag="mmf_1" /><Gate2 flag="mmf_2" /></>
export function useFlags() { return { a: useFeatureFlagEnabled('mmf_3'), b: useFeatureFlagEnabled('mmf_4') } }
const FLAGS = { a: 'mmf_5', b: 'mmf_6' } as const
export function useFlag(k: keyof typeof FLAGS): boolean { return useFeatureFlagEnabled(FLAGS[k]) === true }
export function B() {
  const a = useFlag('a')
  const handlers = { onClick: () => posthog.capture('mmf_7'), onHover() { posthog.capture('mmf_8') } }
  return <b {...handlers} onFocus={() => void posthog.capture('mmf_9')} />
}
export const flagsByEnv = { prod: 'mmf_10', dev: 'mmf_11' }[process.env.NODE_ENV!]
export const on = posthog.isFeatureEnabled(flagsByEnv!)
posthog.isFeatureEnabled(process.env.X === 'y' ? 'mmf_12' : FLAGS.b)
export const C = () => <PostHogFeature flag={FLAGS.a} match={[true, 'x']} payload={{ a: 1 }} />
switch (posthog.getFeatureFlag('mmf_13')) { case 'test': break }
export async function D() { return (await Promise.resolve(posthog.getFeatureFlag('mmf_14'))) ?? 'x' }
