import p from 'posthog-js'
export const t8 = (e: string) => p.capture(e)
