import posthog from 'posthog-js'
function onFlags(flags: string[], variants: Record<string, any>) {
  if (flags.includes('ml_1')) {}
  return variants['ml_2']
}
posthog.onFeatureFlags(onFlags)
const cb = (flags) => { flags.includes('ml_3') }
posthog.onFeatureFlags(cb)
class A { m() { posthog.onFeatureFlags(async (flags, variants) => { const on = flags.indexOf('ml_4') !== -1; const { ml_5 } = variants }) } }
