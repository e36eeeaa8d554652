export function Row({ posthog, item }: Props) {
  const compact = posthog.isFeatureEnabled('compact')
  return (
    <tr>
      {compact ? <td>{item.short}</td> : null}
      {compact ? null : <td>{item.long}</td>}
      {compact ? undefined : <td>{item.code}</td>}
    </tr>
  )
}
