import posthog, { PostHog } from 'posthog-js'
import { api, frozen, Svc, svc, make, Base } from './o'
import * as w from './o'
import def from './o'
api.track('ob_1')
api.nested.deep.send('ob_2')
api.arrow('ob_3')
frozen.go('ob_4')
new Svc().m('ob_5')
Svc.stat('ob_6')
svc.field('ob_7')
svc.pub('ob_8')
svc.inherited('ob_9')
svc.over('ob_10')
make().hit('ob_11')
const { hit } = make()
hit('ob_12')
w.api.track('ob_13')
w.plain('ob_14')
def('ob_15')
Svc.Inner.go('ob_16')
svc.chain().m('ob_17')
const { track } = api
track('ob_18')
svc['m']('ob_19')
svc.viaThis('ob_20')
svc.getter('ob_21')
svc.assigned('ob_22')
class Local extends Svc { m2(e: string) { super.m(e) } m3() { this.m('ob_23') } }
new Local().m2('ob_24')
