import posthog from 'posthog-js'
export const flags = {
  get beta() { return posthog.isFeatureEnabled('mp_1') },
  dark: posthog.isFeatureEnabled('mp_2'),
}
class F { static get on() { return posthog.isFeatureEnabled('mp_3') } }
if (flags.beta) {}
if (F.on) {}
