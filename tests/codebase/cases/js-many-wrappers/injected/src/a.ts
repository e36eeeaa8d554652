import { inject } from '@angular/core'
import { Analytics, HogAnalytics } from './impl'
export class Orders {
  constructor(private analytics: Analytics) {}
  pay() { this.analytics.track('inj_pay') }
}
export function go(deps: { analytics: Analytics }) { deps.analytics.track('inj_dep') }
export const run = ({ analytics }: { analytics: Analytics }) => analytics.track('inj_destr')
class C { analytics: Analytics; m() { this.analytics.track('inj_field') } }
class D { constructor(readonly h: HogAnalytics) { h.track('inj_concrete') } }
class E { private a = inject(HogAnalytics); m() { this.a.track('inj_angular') } }
