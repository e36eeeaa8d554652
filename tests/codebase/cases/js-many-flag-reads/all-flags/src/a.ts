import posthog from 'posthog-js'
import { PostHog } from 'posthog-node'
const ph = new PostHog('t')
posthog.onFeatureFlags((flags, variants) => {
  if (flags.includes('af_1')) {}
  if (variants.af_2) {}
  if (variants['af_3'] === 'x') {}
  const { af_4, 'af-5': five } = variants
  if ('af_6' in variants) {}
})
posthog.onFeatureFlags(() => { if (posthog.isFeatureEnabled('af_7')) {} })
posthog.onFeatureFlags(function (flags) { return flags.indexOf('af_8') > -1 })
async function a(id: string) {
  const all = await ph.getAllFlags(id)
  if (all['af_9'] || all.af_10 || all?.af_11) {}
  const { af_12 } = await ph.getAllFlags(id)
  const { featureFlags, featureFlagPayloads } = await ph.getAllFlagsAndPayloads(id)
  featureFlags['af_13']
  featureFlagPayloads.af_14
  const r = await ph.getAllFlagsAndPayloads(id)
  if (r.featureFlags?.['af_15']) {}
  const snap = await ph.evaluateFlags(id, { flagKeys: ['af_16'] })
  snap.isEnabled('af_17')
  snap.getFlag('af_18')
  snap.getFlagPayload('af_19')
  const o = snap.only(['af_20', 'af_21'])
  o.isEnabled('af_20')
  helper(snap)
  ph.capture({ distinctId: id, event: 'af_ev', flags: snap.onlyAccessed() })
  const { isEnabled } = snap
  isEnabled('af_23')
}
function helper(s: any) { return s.isEnabled('af_22') }
async function b(id: string) { return ph.getAllFlags(id) }
async function c(id: string) { const f = await ph.getAllFlags(id); return f[k] }
async function d(id: string) { const f = await ph.getAllFlags(id); return Object.keys(f) }
const keys = KEYS.map((k) => posthog.getFeatureFlag(k))
