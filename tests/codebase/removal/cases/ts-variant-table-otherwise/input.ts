export function columns(posthog: PostHog, page: Page): number {
  return { control: 2, test: 3 }[posthog.getFeatureFlag('hero') as string] ?? page.columns()
}
