import posthog from 'posthog-js'
export const track = (e: string) => posthog.capture(e)
