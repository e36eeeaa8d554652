import type { FeatureFlagEvaluations } from 'posthog-node'
export function h(flags: FeatureFlagEvaluations) { return flags.isEnabled('aft_1') }
