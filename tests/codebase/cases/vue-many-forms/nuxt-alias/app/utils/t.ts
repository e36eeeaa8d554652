import p from 'posthog-js'
export const t1 = (e) => p.capture(e)
