import PostHog, { PostHogProvider, usePostHog } from 'posthog-react-native'
export const posthog = new PostHog('phc_rn', { host: 'x' })
export const client = new PostHog('phc_rn2')
client.capture('mn_1')
PostHog.initAsync
export function A() { const p = usePostHog(); p?.capture('mn_2'); p.screen('no'); return <PostHogProvider apiKey="phc_rn3"><B /></PostHogProvider> }
await posthog.reloadFeatureFlagsAsync()
const v = posthog.getFeatureFlag('mn_3')
