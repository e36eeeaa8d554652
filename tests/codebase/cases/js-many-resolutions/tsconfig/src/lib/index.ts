import p from 'posthog-js'
export const t2 = (e: string) => p.capture(e)
