import p from 'posthog-js'
export const t5 = (e: string) => p.capture(e)
