export function columns(posthog: PostHog, page: Page): number {
  return page.columns()
}
