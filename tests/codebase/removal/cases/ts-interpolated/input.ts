export function title(posthog: PostHog): string {
  const bulk = posthog.isFeatureEnabled('bulk-edit')
  if (bulk) log('bulk')
  return `bulk: ${bulk}`
}
