import posthog from 'posthog-js'
import { Flag } from './flags'

export const store = create({ bulk: posthog.isFeatureEnabled(Flag.BulkEdit) })
