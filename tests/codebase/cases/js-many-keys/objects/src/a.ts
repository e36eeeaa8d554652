import posthog from 'posthog-js'
const base = { base_ev: 'o_base', over: 'o_old' }
const dyn = 'comp'
const EV = Object.freeze({
  a: 'o_a',
  'b-b': 'o_b',
  nested: { deep: { er: 'o_deep' } },
  ...base,
  over: 'o_new',
  [dyn]: 'o_comp',
  ['lit']: 'o_lit',

} as const)
const short = 'o_short'
const SH = { short }
posthog.capture(EV.a)
posthog.capture(EV['b-b'])
posthog.capture(EV.nested.deep.er)
posthog.capture(EV.base_ev)
posthog.capture(EV.over)
posthog.capture(EV.comp)
posthog.capture(EV[dyn])
posthog.capture(EV.lit)
posthog.capture(SH.short)
posthog.capture(EV?.a)
const { nested: { deep } } = EV
posthog.capture(deep.er)
const LIST = ['o_l0', 'o_l1'] as const
posthog.capture(LIST[1])
posthog.capture(LIST.at(0))
const after = { over: 'x_lost', ...base }
posthog.capture(after.over)
const asg = Object.assign({}, base, { over: 'o_asg' })
posthog.capture(asg.over)
class K { static EV = 'o_static'; static readonly NEST = { x: 'o_static_n' }; static #P = 'o_priv'; static go() { posthog.capture(K.#P); posthog.capture(this.EV) } }
posthog.capture(K.EV)
posthog.capture(K.NEST.x)
namespace NS { export const X = 'o_ns'; export namespace In { export const Y = 'o_ns2' } }
posthog.capture(NS.X)
posthog.capture(NS.In.Y)
posthog.capture(EV.missing)
const mp = new Map([['a', 'o_map']])
posthog.capture(mp.get('a'))
const t: [string, string] = ['o_t0', 'o_t1']
posthog.capture(t[0])
