export function settings(posthog: PostHog) {
  return { bulk: posthog.isFeatureEnabled('bulk-edit'), size: 20 }
}
