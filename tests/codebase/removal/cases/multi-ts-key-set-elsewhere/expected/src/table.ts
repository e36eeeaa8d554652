import { FLAGS } from './flags'

export const height = () => (posthog.isFeatureEnabled(FLAGS.rows) ? 48 : 24)
