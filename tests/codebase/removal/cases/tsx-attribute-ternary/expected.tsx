export function Row({ posthog, item }: Props) {
  return (
    <Cell
      size={'small'}
      label={item.short}
      title={item.title}
      {...item.props}
    />
  )
}
