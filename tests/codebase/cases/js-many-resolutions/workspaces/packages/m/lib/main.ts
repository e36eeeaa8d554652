import p from 'posthog-js'
export const t4 = (e: string) => p.capture(e)
