import p from 'posthog-js'
export const t2 = (e) => p.capture(e)
