import posthog from 'posthog-js'
import { PostHog } from 'posthog-node'
posthog.featureFlags.overrideFeatureFlags({ flags: { 'wr_1': true, wr_2: 'x' }, payloads: { wr_3: {} } })
posthog.featureFlags.overrideFeatureFlags(['wr_4'])
posthog.featureFlags.overrideFeatureFlags({ wr_5: false })
posthog.featureFlags.overrideFeatureFlags(false)
posthog.featureFlags.override({ 'wr_6': true })
posthog.updateEarlyAccessFeatureEnrollment('wr_7', true)
posthog.updateFlags({ wr_8: true })
posthog.init('t', { bootstrap: { featureFlags: { 'wr_9': true }, featureFlagPayloads: {} } })
new PostHog('t').overrideFeatureFlags({ flags: { wr_10: true } })
const overrides = { wr_11: true }
posthog.featureFlags.overrideFeatureFlags(overrides)
