import posthog from 'posthog-js'
const on = (cb: (e: string) => void) => cb('cb_1')
on((e) => posthog.capture(e))
const handlers = { click: (e: string) => posthog.capture(e) }
handlers.click('cb_2')
handlers['click']('cb_3')
;['cb_4', 'cb_5'].forEach(handlers.click)
