export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return <Cell disabled={!compact} item={item} />
}
