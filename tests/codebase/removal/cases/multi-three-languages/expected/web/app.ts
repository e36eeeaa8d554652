import posthog from 'posthog-js'

boot({ onePage: posthog.isFeatureEnabled('new-checkout') })
