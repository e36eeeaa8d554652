import { getPostHog, PostHogProvider, PostHogFeature, useFeatureFlag } from '@posthog/next'
import { getServerSidePostHog } from '@posthog/next/pages'
export async function page(ctx) {
  const posthog = await getPostHog()
  posthog.capture({ event: 'nx1', distinctId: 'd' })
  const flags = await posthog.getAllFlags('d')
  if (flags['nx2']) { return 1 }
  const p2 = await getServerSidePostHog(ctx)
  return p2.isFeatureEnabled('nx3', 'd')
}
