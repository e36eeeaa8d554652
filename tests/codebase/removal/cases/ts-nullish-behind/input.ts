export function on(posthog: PostHog, settings: Settings): boolean {
  return (settings.bulk ?? posthog.isFeatureEnabled('bulk-edit')) ? true : settings.old
}
