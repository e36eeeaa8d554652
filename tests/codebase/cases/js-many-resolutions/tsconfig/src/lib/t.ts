import p from 'posthog-js'
export const t1 = (e: string) => p.capture(e)
