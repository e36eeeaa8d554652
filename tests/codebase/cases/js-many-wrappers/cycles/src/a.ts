import posthog from 'posthog-js'
import { pong } from './pong'
export function ping(e: string, n: number) { posthog.capture(e); if (n) pong(e, n - 1) }
ping('cy_1', 1)
function rec(e: string) { posthog.capture(e); rec(e) }
rec('cy_2')
function r2(e: string) { posthog.capture(e); r2(e + 'x') }
