import posthog from 'posthog-js'
posthog.capture(import.meta.env.VITE_EVENT)
posthog.capture('')
posthog.capture(undefined as any)
posthog.capture(null)
posthog.isFeatureEnabled(String(x))
posthog.isFeatureEnabled(flag!)
