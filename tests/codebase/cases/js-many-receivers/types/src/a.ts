import type { PostHog } from 'posthog-js'
import type { PostHog as NodeHog } from 'posthog-node'
type Deps = { analytics: PostHog; other: string }
interface Ctx { tracker?: NodeHog | undefined }
export function a(p: PostHog) { p.capture('t1') }
export function b({ analytics }: Deps) { analytics.capture('t2') }
export function c(deps: Deps) { deps.analytics.capture('t3') }
export function d(ctx: Ctx) { ctx.tracker?.capture({ event: 't4', distinctId: '1' }) }
export const e = (p: Readonly<PostHog>) => p.capture('t5')
let g: PostHog
export function h() { g.capture('t7') }
export class S { private ph!: PostHog; constructor(private a: { x: PostHog }) {} m() { this.ph.capture('t8'); this.a.x.capture('t9') } }
declare const k: PostHog
k.capture('t12')
const l = inject('x') as PostHog
l.capture('t13')
