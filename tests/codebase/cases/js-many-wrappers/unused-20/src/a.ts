import posthog from 'posthog-js'
export function gone(e: string) { posthog.capture(e) }
