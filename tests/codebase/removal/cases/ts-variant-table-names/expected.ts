export function columns(posthog: PostHog, page: Page): number {
  return page.wide ?? page.columns()
}
