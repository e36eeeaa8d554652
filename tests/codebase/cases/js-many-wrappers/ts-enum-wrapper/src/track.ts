import posthog from 'posthog-js'
import { Events } from './events'
export const track = (e: Events) => { posthog.capture(e) }
export function trackAll(list: Events[]) { list.forEach((e) => posthog.capture(e)) }
