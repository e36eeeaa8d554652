import posthog from 'posthog-js'
import { PostHogProvider } from 'posthog-js/react'
import { PostHog } from 'posthog-node'
const TOKEN = 'phc_const'
posthog.init('phc_literal', { bootstrap: { featureFlags: { 'boot-a': true, 'boot-b': 'x' } } }, 'named')
posthog.init(TOKEN, { api_host: 'x' })
posthog.init(process.env.KEY!, {})
new PostHog('phc_node')
new PostHog(import.meta.env.VITE_KEY)
const el = <PostHogProvider apiKey="phc_jsx" options={{}}><App /></PostHogProvider>
const el2 = <PostHogProvider client={posthog}><App /></PostHogProvider>
const el3 = <PostHogProvider apiKey={process.env.K}><App /></PostHogProvider>
const el4 = <PostHogProvider apiKey={TOKEN} options={{ bootstrap: { featureFlags: { 'boot-c': true } } }}><App /></PostHogProvider>
