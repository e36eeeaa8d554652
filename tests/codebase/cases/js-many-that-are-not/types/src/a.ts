import posthog, { type PostHog } from 'posthog-js'
import type { CaptureResult } from 'posthog-js'
interface Api { capture(event: 'no_t1'): void }
type T = 'no_t2' | 'no_t3'
declare function track(e: 'no_t4'): void
declare const api: Api
function ov(e: 'no_t5'): void
function ov(e: string) { console.log(e) }
type F = typeof posthog.capture
type G = Parameters<PostHog['capture']>[0]
abstract class A { abstract capture(e: 'no_t6'): void }
api.capture('no_t7')
