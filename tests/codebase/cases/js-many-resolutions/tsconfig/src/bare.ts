import p from 'posthog-js'
export const t3 = (e: string) => p.capture(e)
