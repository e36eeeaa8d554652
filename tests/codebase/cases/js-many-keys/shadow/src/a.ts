import posthog from 'posthog-js'
const KEY = 'outer_key'
function a(KEY: string) { posthog.capture(KEY) }
function b({ KEY }: any) { posthog.capture(KEY) }
function c() { const KEY = 'inner_key'; posthog.capture(KEY) }
function d() { for (const KEY of load()) posthog.capture(KEY) }
function e() { try { x() } catch (KEY) { posthog.capture(KEY) } }
function f() { { const KEY = 'block_key'; y(KEY) } posthog.capture(KEY) }
function g(posthog: any) { posthog.capture('likely') }
function h(posthog: Logger) { posthog.capture('not') }
class Logger { capture(a: string) {} }
const i = (KEY => posthog.capture(KEY))
let R = 'first'
R = load()
posthog.capture(R)
let R2 = 'only_init'
function mut() { R2 = load() }
posthog.capture(R2)
const [KEY2 = 'dflt'] = load()
function j(...KEY: string[]) { posthog.capture(KEY[0]) }
items.map((KEY: string) => posthog.capture(KEY))
function k() { function KEY() {} posthog.capture(KEY) }
