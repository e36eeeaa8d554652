import posthog from 'posthog-js'
const after = { x: 1 }
posthog.capture(after.y)
