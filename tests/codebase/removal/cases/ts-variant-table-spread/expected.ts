export function hero(posthog: PostHog, extra: Views): View {
  return { control: oldView, test: newView, ...extra }[posthog.getFeatureFlag('hero') as string]
}
