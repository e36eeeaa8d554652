export function hero(posthog: PostHog): View {
  return { control: render('old'), test: blank }[posthog.getFeatureFlag('hero') as string]
}
