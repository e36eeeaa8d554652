export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return (
    <Cell
      size={compact ? 'small' : 'large'}
      label={compact ? item.short : item.long}
      title={compact && item.title}
      {...(compact ? item.props : {})}
    />
  )
}
