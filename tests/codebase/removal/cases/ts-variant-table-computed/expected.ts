export function columns(posthog: PostHog, page: Page): number {
  return { control: 2, [page.arm]: 3, test: 4 }[posthog.getFeatureFlag('hero') as string]
}
