import posthog from 'posthog-js'
export enum Ev { A = 'e_a', B = 'e_b', Al = A, C = `e_c`, D = 'e_' + 'd' }
const enum Ce { X = 'e_x' }
declare enum De { Z = 'e_z' }
enum Num { One, Two }
posthog.capture(Ev.A)
posthog.capture(Ev['B'])
posthog.capture(Ev.Al)
posthog.capture(Ev.C)
posthog.capture(Ev.D)
posthog.capture(Ce.X)
posthog.capture(Ev.A.toString())
posthog.capture(`${Ev.A}`)
posthog.capture(`${Ev.A}_x`)
export function any(e: Ev) { posthog.capture(e) }
export function idx(k: keyof typeof Ev) { posthog.capture(Ev[k]) }
export function loop() { for (const e of Object.values(Ev)) posthog.capture(e) }
const map: Record<Ev, string> = { [Ev.A]: 'rec_a', [Ev.B]: 'rec_b' } as any
posthog.capture(map[Ev.A])
