import a, { posthog as b } from 'posthog-js'
import * as ns from 'posthog-js'
import c from 'posthog-js/dist/module.full.no-external'
import { PostHog as Hog } from 'posthog-node'
import { posthog as react } from 'posthog-js/react'
const r = require('posthog-js')
const { posthog: d } = require('posthog-js')
const e = require('posthog-js').default
const f = require('posthog-js').posthog
a.capture('i1')
b.capture('i2')
ns.default.capture('i3')
ns.posthog.capture('i4')
c.capture('i5')
r.capture('i6')
r.default.capture('i7')
d.capture('i8')
e.capture('i9')
f.capture('i10')
async function g() {
  const { default: h } = await import('posthog-js')
  h.capture('i11')
  const m = (await import('posthog-js')).default
  m.capture('i12')
  const n = await import('posthog-js')
  n.posthog.capture('i13')
  import('posthog-js').then(({ posthog }) => posthog.capture('i14'))
  import('posthog-js').then((m) => { m.default.capture('i15') })
  import('posthog-js').then(({ default: zz }) => { zz.capture('i16') })
  import('posthog-js').then(m => m.default).then(q => q.capture('i17'))
}
new Hog('phc_t').capture({ distinctId: 'x', event: 'i18' })
import x = require('posthog-js')
x.capture('i19')
