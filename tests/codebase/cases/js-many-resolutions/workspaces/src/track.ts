import p from 'posthog-js'
export const t6 = (e: string) => p.capture(e)
