import posthog from 'posthog-js'
const A = 'k_a'
let B = 'k_b'
var C = 'k_c'
const D = 'k_d' as const
const E = 'k_e' satisfies string
const F = <string>'k_f'
const G = ('k_g')
const H = A
const I: string = `k_i`
posthog.capture(A)
posthog.capture(B)
posthog.capture(C)
posthog.capture(D)
posthog.capture(E)
posthog.capture(F)
posthog.capture(G)
posthog.capture(H)
posthog.capture(I!)
posthog.capture(A as any)
posthog.capture(A.toString())
posthog.capture(String(A))
const [J, K] = ['k_j', 'k_k']
posthog.capture(K)
const { L, m: { n: M } } = { L: 'k_l', m: { n: 'k_m' } }
posthog.capture(L)
posthog.capture(M)
const { Q = 'k_q' } = {} as any
