export function Row({ posthog, item }: Props) {
  return <p title={item.name}>{posthog.isFeatureEnabled('compact') ? 'Open' : item.name} item</p>
}
