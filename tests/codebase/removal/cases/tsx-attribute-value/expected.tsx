export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return compact ? <Cell compact={compact} /> : <Cell item={item} />
}
