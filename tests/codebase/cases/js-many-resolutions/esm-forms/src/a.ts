import t0, { t1 as a, default as t2 } from './m'
import * as M from './m'
export { t1 as re } from './m'
import type { T } from './m'
import { type T as TT, t3 } from './m'
t0('es_0')
a('es_1')
t2('es_2')
M.t1('es_3')
M.default('es_4')
t3('es_5')
const dyn = async () => { const { t1 } = await import('./m'); t1('es_6') }
import('./m').then((m) => m.t1('es_7'))
import('./m').then(({ default: d }) => d('es_8'))
M['t1']('es_9')
import { lib } from './agg'
lib.t1('es_10')
import { Cls } from './m'
Cls.t('es_11')


import { obj } from './m'
obj.t('es_13')
