export function Row({ posthog, item }: Props) {
  return posthog.isFeatureEnabled('compact') && <Cell item={item} />
}
