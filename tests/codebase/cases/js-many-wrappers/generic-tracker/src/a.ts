import posthog from 'posthog-js'
type EventMap = { mg_a: { x: 1 }; mg_b: { y: 2 } }
export function track<K extends keyof EventMap>(event: K, props: EventMap[K]) { posthog.capture(event, props) }
track('mg_a', { x: 1 })
export class Tracker<M extends Record<string, any>> { send<K extends keyof M & string>(e: K, p?: M[K]) { posthog.capture(e, p) } }
new Tracker<EventMap>().send('mg_b', { y: 2 })
