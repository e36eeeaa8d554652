export function Row({ posthog, item }: Props) {
  return <Cell title={posthog.isFeatureEnabled('compact') && item.title} />
}
