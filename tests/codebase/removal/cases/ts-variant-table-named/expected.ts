const HEROES: Record<string, string> = { control: 'a', test: 'b' }

export function hero(posthog: PostHog): string {
  return HEROES[posthog.getFeatureFlag('hero') as string]
}
