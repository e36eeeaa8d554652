import posthog from 'posthog-js'

posthog.capture('seat added')
