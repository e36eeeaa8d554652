export function columns(posthog: PostHog, page: Page): number {
  return { control: page.narrow, test: page.wide }[posthog.getFeatureFlag('hero')!] ?? page.columns()
}
