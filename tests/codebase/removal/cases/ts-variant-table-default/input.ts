export function columns(posthog: PostHog): number {
  const variant = posthog.getFeatureFlag('hero')
  const count = ({ control: 2, test: 3 })[variant as string] ?? 1
  return count
}
