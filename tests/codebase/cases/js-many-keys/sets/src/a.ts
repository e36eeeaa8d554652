import posthog from 'posthog-js'
declare const cond: boolean, which: string, obj: any
const T = { a: 's_a', b: 's_b' } as const
const LIST = ['s_l1', 's_l2']
const DEF = 's_def'
posthog.capture(cond ? 's_1' : 's_2')
posthog.capture(cond ? 's_1' : other())
posthog.capture(obj.name ?? DEF)
posthog.capture(obj.name || 's_or')
posthog.capture(cond && 's_and')
posthog.capture(T[which])
posthog.capture(T[obj.x as keyof typeof T])
for (const e of LIST) posthog.capture(e)
LIST.forEach((e) => posthog.capture(e))
LIST.map(function (e) { return posthog.capture(e) })
Object.values(T).forEach(v => posthog.capture(v))
Object.keys(T).forEach(k => posthog.capture(k))
Object.entries(T).forEach(([k, v]) => posthog.capture(v))
for (const k in T) posthog.capture(T[k])
for (const [k, v] of Object.entries(T)) posthog.capture(k)
const ROWS = [{ id: 's_r1', n: 1 }, { id: 's_r2', n: 2 }]
ROWS.forEach((r) => posthog.capture(r.id))
ROWS.forEach(({ id }) => posthog.capture(id))
for (const { id } of ROWS) posthog.capture(id)
ROWS.map(r => r.id).forEach(x => posthog.capture(x))
const on = LIST.some((k) => posthog.isFeatureEnabled(k))
const en = LIST.filter(posthog.isFeatureEnabled)
let x
if (cond) x = 's_x1'
else x = 's_x2'
posthog.capture(x)
let y = 's_y0'
if (cond) { y = 's_y1' }
posthog.capture(y)
let z: string
switch (which) { case 'a': z = 's_z1'; break; case 'b': z = 's_z2'; break; default: z = 's_z3' }
posthog.capture(z)
function name(k: string) { if (k) { return 's_n1' } return 's_n2' }
posthog.capture(name(which))
const nameA = (k: string) => k === 'x' ? 's_na1' : 's_na2'
posthog.capture(nameA(which))
function sw(k: string) { switch (k) { case 'a': return 's_s1'; case 'b': return 's_s2'; default: return null } }
posthog.capture(sw(which))
posthog.capture(cond ? T.a : cond ? 's_t2' : T.b)
const pick = cond ? 's_p1' : 's_p2'
posthog.capture(`pre_${pick}`)
posthog.isFeatureEnabled({ a: 's_i1', b: 's_i2' }[which]!)
posthog.capture(LIST[obj.i])
const [first] = LIST
posthog.capture(first)
;[...LIST, 's_l3'].forEach((e) => posthog.capture(e))
const LIST2 = [...LIST, 's_l3']
for (let i = 0; i < LIST2.length; i++) posthog.capture(LIST2[i])
export const u = (k: 's_u1' | 's_u2') => posthog.capture(k)
type Key = keyof typeof T
export const v = (k: Key) => posthog.capture(k)
export const w = (k: typeof LIST3[number]) => posthog.capture(k)
const LIST3 = ['s_w1', 's_w2'] as const
type Vals = (typeof T)[keyof typeof T]
export const q = (k: Vals) => posthog.capture(k)
